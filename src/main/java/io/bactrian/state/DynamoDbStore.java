package io.bactrian.state;

import io.bactrian.state.StateSettings.DynamoDb;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table of DynamoDB with an item for each gateway: partition key {@code namespace}, sort key
 * {@code instance}, both strings; {@code view} is the JSON, and {@code expires} the epoch second
 * after which DynamoDB may delete it. Each gateway writes its own item only, so nothing is
 * conditional.
 */
final class DynamoDbStore implements StateStore {

  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final Duration ATTEMPT = Duration.ofSeconds(1);

  /** More than an attempt: the credentials may have to be fetched first. */
  private static final Duration CALL = Duration.ofSeconds(3);

  private final String instance;
  private final String namespace;
  private final String table;
  private final SdkHttpClient http;
  private final DynamoDbClient client;

  DynamoDbStore(String instance, String namespace, DynamoDb settings) {
    this.instance = instance;
    this.namespace = namespace;
    this.table = settings.table();
    http =
        ApacheHttpClient.builder()
            .maxConnections(2)
            .connectionTimeout(CONNECT)
            .socketTimeout(ATTEMPT)
            .build();
    var builder =
        DynamoDbClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .overrideConfiguration(
                // The next look at the store is the retry.
                o ->
                    o.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL));
    settings.endpoint().ifPresent(builder::endpointOverride);
    client = builder.build();
  }

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Map<String, String> read() throws IOException {
    try {
      Map<String, String> views = new HashMap<>();
      client
          .queryPaginator(
              q ->
                  q.tableName(table)
                      .keyConditionExpression("#n = :n")
                      .expressionAttributeNames(Map.of("#n", "namespace"))
                      .expressionAttributeValues(Map.of(":n", AttributeValue.fromS(namespace))))
          .items()
          .forEach(item -> views.put(text(item, "instance"), text(item, "view")));
      return views;
    } catch (SdkException failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public void write(String view, long expires) throws IOException {
    Map<String, AttributeValue> item =
        Map.of(
            "namespace", AttributeValue.fromS(namespace),
            "instance", AttributeValue.fromS(instance),
            "view", AttributeValue.fromS(view),
            "expires", AttributeValue.fromN(Long.toString(expires / 1_000)));
    try {
      client.putItem(p -> p.tableName(table).item(item));
    } catch (SdkException failed) {
      throw new IOException(failed);
    }
  }

  /** DynamoDB does that itself, by the attribute {@code expires}. */
  @Override
  public void remove(String gone) {}

  @Override
  public void close() {
    client.close();
    http.close();
  }

  /** What somebody else has put there is empty text, which is told of like any other. */
  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
