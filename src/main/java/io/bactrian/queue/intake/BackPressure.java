package io.bactrian.queue.intake;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Pauses the queues while no target is usable, so that messages wait at the broker instead of using
 * up their deliveries; resumes them when a target is usable again and a probe was answered. The
 * probe is needed because without traffic over HTTP nobody else would ask.
 */
public final class BackPressure {

  private final List<QueueIntake> queues;
  private final BooleanSupplier anyUsable;
  private final BooleanSupplier probe;
  private final LongSupplier nanoClock;
  private final Executor threads;
  private final ProbePace pace = new ProbePace();
  private final AtomicBoolean opened = new AtomicBoolean();
  private boolean wasUsable = true;
  private boolean probing;
  private boolean stopped;

  /**
   * @param anyUsable whether a target may be asked
   * @param probe asks a target; whether it answered
   * @param threads starts a thread for each task, which may take long
   */
  public BackPressure(
      List<QueueIntake> queues,
      BooleanSupplier anyUsable,
      BooleanSupplier probe,
      LongSupplier nanoClock,
      Executor threads) {
    this.queues = List.copyOf(queues);
    this.anyUsable = anyUsable;
    this.probe = probe;
    this.nanoClock = nanoClock;
    this.threads = threads;
  }

  /** The targets may have changed; called on threads of calls, which must not wait here. */
  public void poolMoved(boolean toOpen) {
    if (toOpen) {
      opened.set(true);
    }
    threads.execute(this::look);
  }

  /** Does what is due; called every second too, so that a lost event does no lasting harm. */
  public synchronized void look() {
    if (stopped) {
      return;
    }
    boolean usable = anyUsable.getAsBoolean();
    boolean newOpening = opened.getAndSet(false) || wasUsable;
    wasUsable = usable;
    if (!usable) {
      queues.forEach(queue -> queue.targetsLost(newOpening));
    }
    queues.forEach(QueueIntake::look);
    if (!isAnyHeld()) {
      pace.reset();
    } else if (usable && !probing && pace.isDue(nanoClock.getAsLong())) {
      probing = true;
      threads.execute(this::probe);
    }
  }

  private boolean isAnyHeld() {
    return queues.stream().anyMatch(queue -> queue.isHeldFor(Hold.Reason.NO_USABLE_TARGET));
  }

  private void probe() {
    boolean answered = false;
    try {
      answered = probe.getAsBoolean();
    } finally {
      probed(answered);
    }
  }

  private synchronized void probed(boolean answered) {
    probing = false;
    if (!answered) {
      pace.failed(nanoClock.getAsLong());
    } else if (!stopped && anyUsable.getAsBoolean()) {
      queues.forEach(QueueIntake::targetsAnswer);
    }
  }

  /** Has the consumers take no more messages for good; waits that long for them at most. */
  public void stop(long millis) throws InterruptedException {
    synchronized (this) {
      stopped = true;
    }
    var left = new CountDownLatch(queues.size());
    for (QueueIntake queue : queues) {
      threads.execute(() -> queue.stop(left::countDown));
    }
    left.await(millis, TimeUnit.MILLISECONDS);
  }
}
