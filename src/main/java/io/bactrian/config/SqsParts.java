package io.bactrian.config;

import io.bactrian.config.SqsSection.Sqs;
import io.bactrian.queue.QueueRoutes.QueueRoute;
import io.bactrian.queue.QueueSource;
import io.bactrian.queue.deadletter.DeadLetters;
import io.bactrian.queue.sqs.ConsumerExceptions;
import io.bactrian.queue.sqs.NothingOfMessages;
import io.bactrian.queue.sqs.QueueWatch;
import io.bactrian.queue.sqs.SqsCalls;
import io.bactrian.queue.sqs.SqsDeadLetters;
import io.bactrian.queue.sqs.SqsInbox;
import io.bactrian.queue.sqs.SqsQueue;
import io.bactrian.queue.sqs.SqsSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The side of SQS: one client for all queues, and an inbox and a route for each. */
final class SqsParts implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A poll that is answered late is still answered. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /**
   * Polls that are left out after one that failed, for each consumer: there is one each half
   * second.
   */
  private static final int LEFT_OUT = 5;

  private final Sqs settings;
  private final boolean simulated;
  private final Sources sources;
  private final QueueWatch watch;
  private SqsCalls calls;
  private AutoCloseable opened = () -> {};

  SqsParts(GatewaySettings settings, Sources sources) {
    this.settings = settings.queues().sqs();
    this.simulated = settings.simulated();
    this.sources = sources;
    watch =
        new QueueWatch(
            this.settings.queues().stream()
                .collect(Collectors.toMap(SqsQueue::url, SqsQueue::name)));
  }

  void bind(Main main) {
    if (settings.queues().isEmpty()) {
      return;
    }
    ScheduledExecutorService timer = timer();
    SdkHttpClient http = http();
    SqsClient client = client(http);
    opened =
        () -> {
          client.close();
          http.close();
          timer.shutdownNow();
        };
    main.bind("sqsClient", client);
    main.bind("nothingOfMessages", new NothingOfMessages());
    main.bind("consumerExceptions", new ConsumerExceptions());
    calls = new SqsCalls(client);
    for (SqsQueue queue : settings.queues()) {
      main.bind(
          inbox(queue), new SqsInbox(calls, queue, settings.replyUrls(), sources.clock(), timer));
    }
  }

  List<QueueRoute> routes() {
    return settings.queues().stream().map(this::route).toList();
  }

  /** Of one of the queues; whoever asks closes them. */
  DeadLetters deadLetters(String name) {
    SqsQueue queue =
        settings.queues().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
    if (queue.deadLetterUrl().isEmpty()) {
      throw InvalidSetting.of(
          "bactrian.sqs.dead-letter-queue-url",
          QueueSection.NONE,
          "the address of the queue whose messages are meant");
    }
    SdkHttpClient http = http();
    return new SqsDeadLetters(client(http), http, queue);
  }

  private QueueRoute route(SqsQueue queue) {
    int consumers = settings.consumers().get(queue.name());
    return new QueueRoute(
        "sqs-" + queue.name(),
        "sqs-queue",
        Map.of(
            "queue", queue.name(),
            "queueUrl", queue.url(),
            "client", "sqsClient",
            "inbox", inbox(queue),
            "consumers", Integer.toString(consumers),
            "pollsLeftOut", Integer.toString(consumers * LEFT_OUT),
            "visibilityTimeout", Long.toString(queue.visibility().toSeconds()),
            "waitTime", Long.toString(settings.waitTime().toSeconds()),
            "description", "The messages of the queue " + queue.name() + " of SQS"));
  }

  private static String inbox(SqsQueue queue) {
    return "sqs-inbox-" + queue.name();
  }

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sqs-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Every consumer may hold a poll while it sends, and extends what it works on. */
  private SdkHttpClient http() {
    return ApacheHttpClient.builder()
        .maxConnections(3 * settings.allConsumers())
        .connectionTimeout(CONNECT)
        .connectionAcquisitionTimeout(MARGIN)
        .socketTimeout(settings.waitTime().plus(MARGIN))
        .build();
  }

  /** Its retries would send twice what was sent, and hide an outage. */
  private SqsClient client(SdkHttpClient http) {
    var builder =
        SqsClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .overrideConfiguration(
                o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).addExecutionInterceptor(watch));
    settings
        .endpoint()
        .ifPresent(
            endpoint -> {
              builder.endpointOverride(endpoint);
              if (simulated) {
                // As for Bedrock: real credentials are not for what stands in for AWS.
                builder.credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("simulator", "simulator")));
              }
            });
    return builder.build();
  }

  /** What SQS can tell of the queues, by our names. */
  Map<String, QueueSource> sources() {
    return settings.queues().stream()
        .collect(
            Collectors.toMap(SqsQueue::name, queue -> new SqsSource(calls, queue.url(), watch)));
  }

  @Override
  public void close() {
    try {
      opened.close();
    } catch (Exception impossible) {
      throw new IllegalStateException("clients close without a word", impossible);
    }
  }
}
