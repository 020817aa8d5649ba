package io.bactrian.simulator.fault;

import io.bactrian.simulator.wire.Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A fault that was set, with the count of the calls it has hit. */
public final class ActiveFault {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long id;
  private final Fault fault;
  private final long seed;
  private final long endNanos;
  private final AtomicLong draws = new AtomicLong();
  private final AtomicLong fired = new AtomicLong();

  ActiveFault(long id, Fault fault, long defaultSeed, long nowNanos) {
    this.id = id;
    this.fault = fault;
    this.seed = fault.occurrence().seed().orElse(defaultSeed);
    this.endNanos = nowNanos + fault.occurrence().duration().toNanos();
  }

  public long id() {
    return id;
  }

  public Fault fault() {
    return fault;
  }

  /** How many calls the fault has hit. */
  public long fired() {
    return fired.get();
  }

  boolean over(long nowNanos) {
    return spent() || ends() && endNanos - nowNanos <= 0;
  }

  boolean ends() {
    return !fault.occurrence().duration().isZero();
  }

  /** The time until the fault ends by itself; of no meaning for one without a duration. */
  public Duration remaining(long nowNanos) {
    return Duration.ofNanos(Math.max(0, endNanos - nowNanos));
  }

  /** Decides for one call; a call that the fault hits is counted. */
  boolean hits(String region, String model, Operation operation, long nowNanos) {
    return fault.answers(operation)
        && fault.scope().matches(region, model)
        && !over(nowNanos)
        && drawn()
        && count();
  }

  // Draw number n depends on the seed and n alone: the decisions of a run can be repeated.
  private boolean drawn() {
    double probability = fault.occurrence().probability();
    if (probability >= 1) {
      return true;
    }
    long mixed = mix(seed + GOLDEN_GAMMA * draws.incrementAndGet());
    return (mixed >>> 11) * 0x1.0p-53 < probability;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private boolean count() {
    long limit = fault.occurrence().times();
    long before = fired.getAndUpdate(hits -> limit > 0 && hits >= limit ? hits : hits + 1);
    return limit == 0 || before < limit;
  }

  private boolean spent() {
    long limit = fault.occurrence().times();
    return limit > 0 && fired.get() >= limit;
  }
}
