package io.bactrian.queue.sqs;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Knows which queues can be polled, and tells it in one line when that changes. */
public final class QueueWatch implements ExecutionInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

  private final Map<String, String> names;
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
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof ReceiveMessageRequest poll && lost.remove(poll.queueUrl())) {
      LOG.info("SQS queue {} can be polled again", names.get(poll.queueUrl()));
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    // A poll that a stop breaks off says nothing of the queue.
    if (context.request() instanceof ReceiveMessageRequest poll
        && !(context.exception() instanceof AbortedException)
        && lost.add(poll.queueUrl())) {
      LOG.warn(
          "SQS queue {} cannot be polled, and is tried until it can: {}",
          names.get(poll.queueUrl()),
          context.exception().getMessage());
    }
  }
}
