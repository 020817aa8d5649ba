package io.bactrian.scenario;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** The AWS SDK for Java with nothing changed but its endpoint, and that it tries once only. */
record AwsClients(
    BedrockRuntimeClient sync,
    BedrockRuntimeAsyncClient async,
    BedrockRuntimeAsyncClient asyncOverHttp1)
    implements AutoCloseable {

  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body"));

  static AwsClients of(RunningGateway gateway) {
    return of(URI.create("http://127.0.0.1:" + gateway.port()));
  }

  static AwsClients of(URI endpoint) {
    return new AwsClients(
        BedrockRuntimeClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_WEST_1)
            .credentialsProvider(ANYBODY)
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(sdk -> sdk.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build(),
        async(endpoint).build(),
        async(endpoint).httpClient(NettyNioAsyncHttpClient.create()).build());
  }

  /** Unless it is given a finished HTTP client, it speaks HTTP/2. */
  private static BedrockRuntimeAsyncClientBuilder async(URI endpoint) {
    return BedrockRuntimeAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(ANYBODY)
        .overrideConfiguration(sdk -> sdk.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public void close() {
    sync.close();
    async.close();
    asyncOverHttp1.close();
  }
}
