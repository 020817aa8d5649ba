package io.bactrian.routing;

import java.util.concurrent.atomic.LongAdder;

/** The extra attempts of one model's calls so far. */
public final class RetryTally {

  final LongAdder free = new LongAdder();
  final LongAdder charged = new LongAdder();
  final LongAdder refused = new LongAdder();

  public long free() {
    return free.sum();
  }

  public long charged() {
    return charged.sum();
  }

  public long refused() {
    return refused.sum();
  }
}
