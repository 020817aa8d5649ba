package io.bactrian.config;

import io.bactrian.routing.FailoverSettings;
import io.bactrian.routing.HedgeSettings;
import io.bactrian.routing.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of a call's attempts: where they go, how many there may be, and when. */
final class AttemptSettings {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration BRIEF = Duration.ofMillis(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final SettingReader read;

  AttemptSettings(SettingReader read) {
    this.read = read;
  }

  FailoverSettings failover() {
    return new FailoverSettings(
        read.integer("bactrian.failover.max-attempts", 1, 20),
        read.integer("bactrian.failover.attempts-per-target", 1, 5),
        read.choice("bactrian.failover.same-target", List.of("last", "first")).equals("first"),
        read.flag("bactrian.failover.multi-region"),
        read.duration("bactrian.failover.call-timeout", BRIEF, HOUR),
        read.duration("bactrian.failover.minimum-budget", NONE, MINUTE));
  }

  RetrySettings retries() {
    return new RetrySettings(
        read.atMost("bactrian.retry.backoff", "bactrian.retry.backoff-max", NONE, MINUTE),
        read.duration("bactrian.retry.backoff-max", NONE, MINUTE),
        read.number("bactrian.retry.budget-percent", 0, 100),
        read.integer("bactrian.retry.budget-minimum", 0, 10_000),
        read.number("bactrian.retry.healthy-below", 0, 100));
  }

  HedgeSettings hedging() {
    return new HedgeSettings(
        read.flag("bactrian.hedge.enabled"),
        hedgeDelay(),
        read.duration("bactrian.hedge.minimum-delay", MILLISECOND, HOUR),
        read.number("bactrian.hedge.budget-percent", 0, 100));
  }

  private Optional<Duration> hedgeDelay() {
    String key = "bactrian.hedge.delay";
    if (read.text(key).equals("p95")) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.duration(key, MILLISECOND, HOUR));
    } catch (InvalidSetting noTime) {
      throw new InvalidSetting(noTime.getMessage() + "; or p95");
    }
  }
}
