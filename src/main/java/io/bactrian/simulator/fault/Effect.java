package io.bactrian.simulator.fault;

import io.bactrian.simulator.latency.Latency;
import java.time.Duration;
import java.util.Optional;

/**
 * What a fault does beside what its kind says.
 *
 * @param latency delay before the fault shows, beside the model's own timing
 * @param retryAfter value of the reply's {@code retry-after} header, in whole seconds; zero for no
 *     such header
 * @param afterEvents number of whole events that a stream carries before the fault shows
 * @param exception kind of exception that an exception frame carries
 * @param message instead of the kind's own wording
 */
public record Effect(
    Duration latency,
    Duration retryAfter,
    int afterEvents,
    Optional<FaultKind> exception,
    Optional<String> message) {

  public Effect {
    if (latency.isNegative() || latency.compareTo(Latency.LONGEST) > 0) {
      throw new IllegalArgumentException("latency must be from 0 ms to 1 h, not " + latency);
    }
    if (retryAfter.isNegative() || retryAfter.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "retryAfter must be a whole number of seconds, not " + retryAfter);
    }
    if (afterEvents < 0) {
      throw new IllegalArgumentException("afterEvents must be at least 0, not " + afterEvents);
    }
    if (message.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("message must not be blank");
    }
  }

  static Effect plain() {
    return new Effect(Duration.ZERO, Duration.ZERO, 0, Optional.empty(), Optional.empty());
  }
}
