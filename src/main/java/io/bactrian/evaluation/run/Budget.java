package io.bactrian.evaluation.run;

import io.bactrian.evaluation.Trial;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** What an evaluation may cost; no question is asked beyond it. */
public final class Budget {

  private final double mostUsd;
  private final int mostCalls;
  private final Function<Trial, OptionalDouble> price;
  private int calls;
  private double usd;
  private boolean refused;

  /**
   * A budget.
   *
   * @param mostUsd reached when what was answered costs as much; answers that are still awaited
   *     then come on top
   * @param mostCalls questions, those to warm up included
   * @param price of a trial in US dollars; empty where it is not known
   */
  public Budget(
      OptionalDouble mostUsd, OptionalInt mostCalls, Function<Trial, OptionalDouble> price) {
    this.mostUsd = mostUsd.orElse(Double.MAX_VALUE);
    this.mostCalls = mostCalls.orElse(Integer.MAX_VALUE);
    this.price = price;
  }

  /** Whether one question more may be asked; it then counts. */
  synchronized boolean take() {
    refused |= calls >= mostCalls || usd >= mostUsd;
    if (!refused) {
      calls++;
    }
    return !refused;
  }

  synchronized void spent(Trial trial) {
    usd += price.apply(trial).orElse(0);
  }

  /** Counts what an earlier part of this run has cost. */
  public synchronized void resume(Iterable<Trial> trials) {
    for (Trial trial : trials) {
      calls++;
      spent(trial);
    }
  }

  /** Whether a question was not asked for it. */
  public synchronized boolean isReached() {
    return refused;
  }

  /** US dollars so far. */
  public synchronized double usd() {
    return usd;
  }
}
