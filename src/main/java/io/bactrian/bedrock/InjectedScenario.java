package io.bactrian.bedrock;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Failures as they come in real life, by name. */
public enum InjectedScenario {
  /** No connection to one region. */
  REGION_OUTAGE(true, InjectedFailure.of(InjectedKind.CONNECTION_FAILED)),
  /** Most calls are throttled, everywhere. */
  THROTTLING_STORM(false, InjectedFailure.of(InjectedKind.THROTTLED).withProbability(0.7)),
  /** One region is ill for 2 seconds and well for 2 seconds. */
  FLAPPING(true, InjectedFailure.of(InjectedKind.UNAVAILABLE).alternating(Duration.ofSeconds(2))),
  /** One region answers, but so late that a breaker as packed calls it slow. */
  SLOW_POISON(true, InjectedFailure.of(InjectedKind.LATENCY_ONLY).after(Duration.ofSeconds(11))),
  /** Half of the streams break off after their first events, everywhere. */
  MID_STREAM_CUTS(false, InjectedFailure.of(InjectedKind.STREAM_CUT).withProbability(0.5));

  private final boolean ofOneRegion;
  private final InjectedFailure failure;

  InjectedScenario(boolean ofOneRegion, InjectedFailure failure) {
    this.ofOneRegion = ofOneRegion;
    this.failure = failure;
  }

  /** The name in the operations API, such as {@code region-outage}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names, in the order of the table. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(InjectedScenario::label).toList();
  }

  /**
   * What happens. A scenario of one region happens in the first one where none is named, the others
   * everywhere.
   */
  public InjectedFailure failure(Optional<String> region, String firstRegion) {
    return failure.inRegion(region.isEmpty() && ofOneRegion ? Optional.of(firstRegion) : region);
  }
}
