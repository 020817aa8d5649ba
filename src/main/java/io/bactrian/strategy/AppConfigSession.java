package io.bactrian.strategy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataClient;
import software.amazon.awssdk.services.appconfigdata.model.BadRequestException;
import software.amazon.awssdk.services.appconfigdata.model.GetLatestConfigurationResponse;

/** The configuration session: its token, and a new session whenever there is none. */
final class AppConfigSession implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** The credentials may have to be fetched first. */
  private static final Duration CALL = Duration.ofSeconds(3);

  /** AppConfig takes no others. */
  private static final long SHORTEST_SECONDS = 15;

  private static final long LONGEST_SECONDS = 86_400;

  /** What a poll brought: no bytes where nothing has changed, and how long to wait at least. */
  record Polled(byte[] document, Duration pause) {}

  private final AppConfigSettings settings;
  private final SdkHttpClient http;
  private final AppConfigDataClient client;
  private Optional<String> token = Optional.empty();

  AppConfigSession(AppConfigSettings settings) {
    this.settings = settings;
    http =
        ApacheHttpClient.builder()
            .maxConnections(1)
            .connectionTimeout(CONNECT)
            .connectionAcquisitionTimeout(CONNECT)
            .socketTimeout(ANSWER)
            .build();
    client = client();
  }

  /**
   * Asks once.
   *
   * @throws IOException when AppConfig does not answer in a few seconds, or refuses
   */
  Polled poll() throws IOException {
    boolean fresh = token.isEmpty();
    try {
      try {
        return latest();
      } catch (BadRequestException expired) {
        if (fresh) {
          throw expired;
        }
        return latest();
      }
    } catch (SdkException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }

  private Polled latest() {
    String used = token.orElseGet(this::begin);
    // Good for one call, whatever comes of it; what it has told may have got lost on the way.
    token = Optional.empty();
    var response = client.getLatestConfiguration(request -> request.configurationToken(used));
    token = Optional.ofNullable(response.nextPollConfigurationToken());
    byte[] document =
        response.configuration() == null
            ? new byte[0]
            : response.configuration().asByteArrayUnsafe();
    return new Polled(document, wait(response));
  }

  private Duration wait(GetLatestConfigurationResponse response) {
    Integer told = response.nextPollIntervalInSeconds();
    Duration wait = Duration.ofSeconds(told == null ? 0 : Math.clamp(told, 0, LONGEST_SECONDS));
    return wait.compareTo(settings.pollInterval()) > 0 ? wait : settings.pollInterval();
  }

  private String begin() {
    long interval =
        Math.clamp(settings.pollInterval().toSeconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
    return client
        .startConfigurationSession(
            request ->
                request
                    .applicationIdentifier(settings.application())
                    .environmentIdentifier(settings.environment())
                    .configurationProfileIdentifier(settings.profile())
                    .requiredMinimumPollIntervalInSeconds((int) interval))
        .initialConfigurationToken();
  }

  private AppConfigDataClient client() {
    var builder =
        AppConfigDataClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .overrideConfiguration(
                // The next poll is the retry.
                o ->
                    o.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(ANSWER)
                        .apiCallTimeout(CALL));
    settings.endpoint().ifPresent(builder::endpointOverride);
    if (settings.madeUpCredentials()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator")));
    }
    return builder.build();
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
