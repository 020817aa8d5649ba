package io.bactrian.routing;

import java.util.concurrent.atomic.LongAdder;

/** The second attempts of one model's calls so far. */
public final class HedgeTally {

  final LongAdder won = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder refused = new LongAdder();

  public long won() {
    return won.sum();
  }

  public long lost() {
    return lost.sum();
  }

  public long refused() {
    return refused.sum();
  }
}
