package io.bactrian.queue.sqs;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Knows which queues can be polled, and tells it in one line when that changes. */
public final class QueueWatch implements ExecutionInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

  /** How often the queue was polled when this poll began. */
  private static final ExecutionAttribute<Long> BEGAN =
      new ExecutionAttribute<>("bactrian-queue-watch-began");

  private final Map<String, String> names;
  private final Map<String, Long> polled = new ConcurrentHashMap<>();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  /** {@code names}: ours, by address. */
  public QueueWatch(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /** Whether the last poll of the queue with that address was answered. */
  public boolean isReachable(String url) {
    return !lost.contains(url);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof ReceiveMessageRequest poll) {
      attributes.putAttribute(BEGAN, polled.getOrDefault(poll.queueUrl(), 0L));
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof ReceiveMessageRequest poll) {
      polled.merge(poll.queueUrl(), 1L, Long::sum);
      if (lost.remove(poll.queueUrl())) {
        LOG.info("SQS queue {} can be polled again", names.get(poll.queueUrl()));
      }
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    // A poll that a stop breaks off says nothing of the queue.
    if (context.request() instanceof ReceiveMessageRequest poll
        && !(context.exception() instanceof AbortedException)
        && !isOutdated(poll, attributes)
        && lost.add(poll.queueUrl())) {
      LOG.warn(
          "SQS queue {} cannot be polled, and is tried until it can: {}",
          names.get(poll.queueUrl()),
          context.exception().getMessage());
    }
  }

  /** Whether another poll has been answered since: what failed then may be whole by now. */
  private boolean isOutdated(ReceiveMessageRequest poll, ExecutionAttributes attributes) {
    Long began = attributes.getAttribute(BEGAN);
    return began != null && began < polled.getOrDefault(poll.queueUrl(), 0L);
  }
}
