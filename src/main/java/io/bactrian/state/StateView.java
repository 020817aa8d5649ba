package io.bactrian.state;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bactrian.call.FailureKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Map;
import java.util.Objects;

/**
 * What one gateway knew of its targets at one moment. Times are epoch milliseconds of its own
 * clock.
 *
 * @param expires when nothing in it means anything any more
 * @param targets what is remarkable, by the name of the breaker; all others are well
 * @param scores numbers of the strategy, by target and name
 */
record StateView(
    int version,
    String instance,
    long written,
    long expires,
    Map<String, Target> targets,
    Map<String, Map<String, Double>> scores) {

  static final int VERSION = 1;

  StateView {
    targets = Map.copyOf(targets);
    scores =
        scores.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, one -> Map.copyOf(one.getValue())));
  }

  static StateView empty(String instance) {
    return new StateView(VERSION, instance, 0, 0, Map.of(), Map.of());
  }

  /** The same, of the gateway that it is kept for: a file may have come with its machine. */
  StateView of(String owner) {
    return new StateView(version, owner, written, expires, targets, scores);
  }

  StateView expiring(long newExpires) {
    return new StateView(version, instance, written, newExpires, targets, scores);
  }

  /** One target, or the pool; what is null there was none of. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Target(Breaker breaker, Cooling cooling, boolean drained) {

    boolean isRemarkable() {
      return breaker != null || cooling != null || drained;
    }
  }

  /**
   * A breaker that is OPEN, FORCED_OPEN or DISABLED.
   *
   * @param since when it came into that state, which tells one opening from the next
   * @param until when it lets probes through; 0 where only an operator ends it
   * @param openings how often it has opened in a row
   */
  record Breaker(CircuitBreaker.State state, long since, long until, int openings) {

    Breaker {
      Objects.requireNonNull(state);
    }

    boolean isOpen() {
      return state == CircuitBreaker.State.OPEN;
    }
  }

  /**
   * A pause that has not passed.
   *
   * @param streak how many there were in a row
   */
  record Cooling(FailureKind kind, long until, int streak) {

    Cooling {
      Objects.requireNonNull(kind);
    }
  }

  /**
   * Milliseconds from {@code now} to a time of this view. Never more than were left when it was
   * written: a clock that was set back, or goes behind the writer's, lengthens no pause.
   */
  long left(long until, long now) {
    return Math.min(until - now, until - written);
  }
}
