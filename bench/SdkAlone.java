import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.concurrent.Executors;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * The least that a gateway in front of the AWS SDK can cost: the same HTTP server and the same
 * client on virtual threads, and nothing between them. Arguments: port, upstream.
 */
public class SdkAlone {
  public static void main(String[] arguments) {
    var bedrock =
        BedrockRuntimeClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(arguments[1]))
            .httpClient(ApacheHttpClient.builder().maxConnections(3_000).build())
            .overrideConfiguration(sdk -> sdk.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    var calls = Executors.newVirtualThreadPerTaskExecutor();
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(
            request ->
                request.bodyHandler(
                    body ->
                        calls.execute(
                            () -> {
                              var prompt = ContentBlock.fromText(body.toString());
                              var message = Message.builder().role("user").content(prompt).build();
                              var answer = bedrock.converse(c -> c.modelId("m").messages(message));
                              var text = answer.output().message().content().get(0).text();
                              request.response().end(Buffer.buffer(text));
                            })))
        .listen(Integer.parseInt(arguments[0]), "127.0.0.1");
  }
}
