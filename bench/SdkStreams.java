import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * What the AWS SDK reads with nothing done to the events. Arguments: base URL, streams at once,
 * seconds. Prints the events per second.
 */
public class SdkStreams {
  public static void main(String[] arguments) throws Exception {
    int atOnce = Integer.parseInt(arguments[1]);
    long end = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000L;
    var events = new LongAdder();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failed) -> {
          failed.printStackTrace();
          System.exit(1);
        });
    var bedrock =
        BedrockRuntimeAsyncClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(arguments[0]))
            .httpClient(NettyNioAsyncHttpClient.builder().maxConcurrency(atOnce).build())
            .overrideConfiguration(sdk -> sdk.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    var message =
        Message.builder().role("user").content(ContentBlock.fromText("Tell me of camels")).build();
    var done = new CountDownLatch(atOnce);
    // The first half warms up.
    long half = System.nanoTime() + (end - System.nanoTime()) / 2;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        threads.execute(
            () -> {
              while (System.nanoTime() < end) {
                var handler =
                    ConverseStreamResponseHandler.builder()
                        .onEventStream(
                            published ->
                                published.subscribe(
                                    event -> {
                                      if (System.nanoTime() >= half) {
                                        events.increment();
                                      }
                                    }))
                        .build();
                bedrock
                    .converseStream(
                        request ->
                            request
                                .modelId("us.anthropic.claude-haiku-4-5-20251001-v1:0")
                                .messages(message)
                                .inferenceConfig(c -> c.maxTokens(100_000)),
                        handler)
                    .join();
              }
              done.countDown();
            });
      }
      done.await();
    }
    System.out.printf("%.0f%n", events.sum() / ((System.nanoTime() - half) / 1e9));
    System.exit(0);
  }
}
