package io.bactrian.routing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The latency of a target much as Finagle and linkerd measure it for their balancers: a slower
 * answer counts at once, faster ones and time itself bring it down. So it follows a target that
 * falters within one answer, and a target that nobody asks comes back by itself. Nanoseconds; safe
 * for any number of threads without a lock.
 */
final class DecayingPeak {

  /** Time in which a peak falls to a third: Finagle's and linkerd's. */
  private static final double DECAY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Weight of a faster answer, however soon it comes: else one slow one would hide a thousand. */
  private static final double LEAST_WEIGHT = 0.1;

  /** What a failure counts at least: a target that fails at once must not look fast. */
  private static final double FAILURE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Ends the doubling of failures that follow each other, so that it is forgotten in a minute. */
  private static final double WORST_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** What is left of a peak is noise below this: the target counts as unknown again. */
  private static final double NOISE_NANOS = TimeUnit.MICROSECONDS.toNanos(1);

  private record Peak(double nanos, long at) {

    double decayed(long now) {
      return nanos * remaining(now);
    }

    double remaining(long now) {
      return Math.exp(-Math.max(0, now - at) / DECAY_NANOS);
    }
  }

  private final AtomicReference<Peak> peak = new AtomicReference<>();

  /** The latency as of now, 0 while it is not known. */
  double at(long now) {
    Peak known = peak.get();
    if (known == null) {
      return 0;
    }
    double nanos = known.decayed(now);
    return nanos < NOISE_NANOS ? 0 : nanos;
  }

  void answered(double nanos, long now) {
    double told = Math.max(NOISE_NANOS, nanos);
    peak.accumulateAndGet(new Peak(told, now), DecayingPeak::joined);
  }

  void failed(double nanos, long now) {
    double doubled = Math.min(2 * at(now), WORST_NANOS);
    answered(Math.max(Math.max(nanos, FAILURE_NANOS), doubled), now);
  }

  /** Takes over what was known some time ago, where nothing newer is. */
  void restore(double nanos, long at) {
    if (nanos > 0) {
      peak.compareAndSet(null, new Peak(nanos, at));
    }
  }

  private static Peak joined(Peak known, Peak sample) {
    if (known == null || sample.nanos() > known.decayed(sample.at())) {
      return sample;
    }
    double remaining = Math.min(known.remaining(sample.at()), 1 - LEAST_WEIGHT);
    double nanos = known.nanos() * remaining + sample.nanos() * (1 - remaining);
    return new Peak(nanos, sample.at());
  }
}
