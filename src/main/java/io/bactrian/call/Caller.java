package io.bactrian.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whoever waits for the answer, and may stop waiting. Safe for any thread. */
public final class Caller {

  private final CountDownLatch gone = new CountDownLatch(1);
  private boolean left;
  private final List<Runnable> actions = new ArrayList<>(1);

  /** The caller waits no more. */
  public void leave() {
    List<Runnable> due;
    synchronized (this) {
      if (left) {
        return;
      }
      left = true;
      due = List.copyOf(actions);
    }
    gone.countDown();
    due.forEach(Runnable::run);
  }

  /** Waits that long; returns whether the caller has left, as soon as it has. */
  public boolean leavesWithin(Duration time) throws InterruptedException {
    return gone.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs the action when the caller leaves, at once if that has happened. */
  public void whenLeaving(Runnable newAction) {
    boolean gone;
    synchronized (this) {
      actions.add(newAction);
      gone = left;
    }
    if (gone) {
      newAction.run();
    }
  }

  /** The action is not due any more. */
  public synchronized void forget(Runnable action) {
    actions.remove(action);
  }
}
