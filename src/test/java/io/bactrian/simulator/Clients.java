package io.bactrian.simulator;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** AWS SDK clients for a simulated region, without retries. */
final class Clients {

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated"));

  private Clients() {}

  static Message user(String text) {
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText(text))
        .build();
  }

  static ToolConfiguration weatherTool() {
    Document city = Document.mapBuilder().putString("type", "string").build();
    Document days = Document.mapBuilder().putString("type", "integer").build();
    Document schema =
        Document.mapBuilder()
            .putString("type", "object")
            .putMap("properties", p -> p.putDocument("city", city).putDocument("days", days))
            .putList("required", r -> r.addString("city").addString("days"))
            .build();
    ToolSpecification spec =
        ToolSpecification.builder()
            .name("get_weather")
            .inputSchema(ToolInputSchema.fromJson(schema))
            .build();
    return ToolConfiguration.builder().tools(Tool.fromToolSpec(spec)).build();
  }

  static BedrockRuntimeClient sync(URI endpoint) {
    return sync(endpoint, Duration.ofSeconds(10));
  }

  static BedrockRuntimeClient sync(URI endpoint, Duration readTimeout) {
    return BedrockRuntimeClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(readTimeout))
        .build();
  }

  static BedrockRuntimeAsyncClient async(URI endpoint, Protocol protocol) {
    return async(endpoint, protocol, Duration.ofSeconds(10));
  }

  static BedrockRuntimeAsyncClient async(URI endpoint, Protocol protocol, Duration readTimeout) {
    return BedrockRuntimeAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClient(
            NettyNioAsyncHttpClient.builder().protocol(protocol).readTimeout(readTimeout).build())
        .build();
  }
}
