package io.bactrian.simulator.latency;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A delay: fixed, or drawn from a distribution for every call. */
public sealed interface Latency {

  /** The longest delay that can be set: longer than any model call of Bedrock lasts. */
  Duration LONGEST = Duration.ofHours(1);

  /** Milliseconds, never negative and never above {@link #LONGEST}. */
  long sampleMillis(RandomGenerator random);

  static Latency none() {
    return new Fixed(Duration.ZERO);
  }

  static Latency fixed(Duration delay) {
    return new Fixed(delay);
  }

  static Latency uniform(Duration min, Duration max) {
    return new Uniform(min, max);
  }

  static Latency logNormal(Duration median, Duration p99) {
    return new LogNormal(median, p99);
  }

  /**
   * Reads {@code 200ms} (fixed), {@code 100ms-400ms} (uniform) or {@code p50=300ms,p99=2s}
   * (log-normal); units are ms, s, m and h.
   *
   * @throws IllegalArgumentException naming what is allowed
   */
  static Latency parse(String text) {
    return LatencyText.parse(text);
  }

  /** Always the same delay. */
  record Fixed(Duration delay) implements Latency {
    public Fixed {
      checkDelay("latency", delay);
    }

    @Override
    public long sampleMillis(RandomGenerator random) {
      return delay.toMillis();
    }
  }

  /** Every delay from min to max is as likely as every other. */
  record Uniform(Duration min, Duration max) implements Latency {
    public Uniform {
      checkDelay("latency min", min);
      checkDelay("latency max", max);
      if (min.compareTo(max) > 0) {
        throw new IllegalArgumentException("latency min " + min + " must not exceed max " + max);
      }
    }

    @Override
    public long sampleMillis(RandomGenerator random) {
      return random.nextLong(min.toMillis(), max.toMillis() + 1);
    }
  }

  /** Most delays near the median and a long tail, as real model calls have. */
  record LogNormal(Duration median, Duration p99) implements Latency {

    private static final double STANDARD_NORMAL_P99 = 2.3263478740408408;

    public LogNormal {
      checkDelay("latency p50", median);
      checkDelay("latency p99", p99);
      if (median.toMillis() < 1 || median.compareTo(p99) > 0) {
        throw new IllegalArgumentException(
            "latency p50 must be at least 1 ms and must not exceed p99");
      }
    }

    @Override
    public long sampleMillis(RandomGenerator random) {
      double sigma = Math.log((double) p99.toMillis() / median.toMillis()) / STANDARD_NORMAL_P99;
      double sample = median.toMillis() * Math.exp(sigma * random.nextGaussian());
      return Math.min(Math.round(sample), LONGEST.toMillis());
    }
  }

  private static void checkDelay(String key, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(key + " must be from 0 ms to 1 h, not " + delay);
    }
  }
}
