package io.bactrian.queue.sqs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps a delivered message from being delivered again while it is worked on. The extender of
 * Camel's consumer may come after the change that puts a message off, and undo it.
 */
final class Visibility {

  private static final Logger LOG = LoggerFactory.getLogger(Visibility.class);

  /** From its delivery on; SQS refuses any longer time. A minute for the clocks to differ. */
  private static final Duration LONGEST = Duration.ofHours(12).minusMinutes(1);

  private final SqsCalls sqs;
  private final SqsQueue queue;
  private final String receiptHandle;
  private final InstantSource clock;
  private final Instant delivered;
  private final ReentrantLock changing = new ReentrantLock();
  private final ScheduledFuture<?> extension;
  private boolean over;

  Visibility(
      SqsCalls sqs,
      SqsQueue queue,
      String receiptHandle,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.sqs = sqs;
    this.queue = queue;
    this.receiptHandle = receiptHandle;
    this.clock = clock;
    delivered = clock.instant();
    long third = queue.visibility().toMillis() / 3;
    extension =
        timer.scheduleAtFixedRate(
            () -> Thread.startVirtualThread(this::extend), third, third, TimeUnit.MILLISECONDS);
  }

  private void extend() {
    changing.lock();
    try {
      if (!over) {
        sqs.changeVisibility(queue.url(), receiptHandle, atMost(queue.visibility()));
      }
    } catch (SdkException failed) {
      LOG.debug("The next extension is the retry: {}", failed.toString());
    } finally {
      changing.unlock();
    }
  }

  /** Extends it no more, also not by what is under way. */
  void end() {
    extension.cancel(false);
    changing.lock();
    over = true;
    changing.unlock();
  }

  void comeAgain(Duration delay) {
    end();
    sqs.changeVisibility(queue.url(), receiptHandle, atMost(delay));
  }

  void delete() {
    end();
    sqs.delete(queue.url(), receiptHandle);
  }

  private Duration atMost(Duration wished) {
    Duration left = LONGEST.minus(Duration.between(delivered, clock.instant()));
    Duration allowed = wished.compareTo(left) < 0 ? wished : left;
    return allowed.isNegative() ? Duration.ZERO : allowed;
  }
}
