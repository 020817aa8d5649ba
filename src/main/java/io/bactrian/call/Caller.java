package io.bactrian.call;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whoever waits for the answer, and may stop waiting. Safe for any thread. */
public final class Caller {

  private final CountDownLatch gone = new CountDownLatch(1);
  private boolean left;
  private Runnable action = () -> {};

  /** The caller waits no more. */
  public void leave() {
    Runnable due;
    synchronized (this) {
      if (left) {
        return;
      }
      left = true;
      due = action;
    }
    gone.countDown();
    due.run();
  }

  /** Waits that long; returns whether the caller has left, as soon as it has. */
  public boolean leavesWithin(Duration time) throws InterruptedException {
    return gone.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs the action when the caller leaves, at once if that has happened. Replaces any other. */
  public void whenLeaving(Runnable newAction) {
    boolean gone;
    synchronized (this) {
      action = newAction;
      gone = left;
    }
    if (gone) {
      newAction.run();
    }
  }
}
