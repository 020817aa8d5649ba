package io.bactrian.simulator.calls;

import java.util.concurrent.atomic.AtomicBoolean;

/** One call in the counts: however many ends it is told of, its first one counts. */
public final class CountedCall {

  private final Tally tally;
  private final AtomicBoolean ended = new AtomicBoolean();

  CountedCall(Tally tally) {
    this.tally = tally;
  }

  /** It got its whole answer. */
  public void answered() {
    if (ended.compareAndSet(false, true)) {
      tally.answered();
    }
  }

  /** The model made an answer of so many tokens, in and out. */
  public void billed(int tokens) {
    tally.billed(tokens);
  }

  /** It did not get its answer. */
  public void failed(String reason) {
    if (ended.compareAndSet(false, true)) {
      tally.failed(reason);
    }
  }

  /** Its client has gone, which counts unless it has ended. */
  public void left() {
    failed("disconnected");
  }
}
