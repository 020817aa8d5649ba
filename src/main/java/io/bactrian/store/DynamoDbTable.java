package io.bactrian.store;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table of DynamoDB. Whoever asks it waits, for a few seconds at most. */
public final class DynamoDbTable implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration CREDENTIALS = Duration.ofSeconds(2);

  private final String name;
  private final SdkHttpClient http;
  private final DynamoDbClient client;

  /** {@code connections}: how many may ask it at once. */
  public DynamoDbTable(DynamoDbSettings settings, int connections) {
    this(settings, connections, ANSWER);
  }

  /** {@code answer}: longest time until it has answered. */
  public DynamoDbTable(DynamoDbSettings settings, int connections, Duration answer) {
    name = settings.table();
    http =
        ApacheHttpClient.builder()
            .maxConnections(connections)
            .connectionTimeout(CONNECT)
            .connectionAcquisitionTimeout(answer)
            .socketTimeout(answer)
            .build();
    var builder =
        DynamoDbClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .overrideConfiguration(
                // Whoever asks goes on without an answer, and asks again another time.
                o ->
                    o.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(answer)
                        // The credentials may have to be fetched first.
                        .apiCallTimeout(answer.plus(CREDENTIALS)));
    settings.endpoint().ifPresent(builder::endpointOverride);
    client = builder.build();
  }

  public String name() {
    return name;
  }

  /**
   * What the operation returns.
   *
   * @throws IOException when the table does not answer, or refuses
   */
  public <T> T ask(Function<DynamoDbClient, T> operation) throws IOException {
    try {
      return operation.apply(client);
    } catch (SdkException failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
