package io.bactrian.call;

/** Whoever waits for the answer, and may stop waiting. Safe for any thread. */
public final class Caller {

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
    due.run();
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
