package io.bactrian.queue;

import io.bactrian.call.CacheDirectives;
import io.bactrian.call.CallOptions;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.OptionHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a message asks of the gateway itself. */
final class MessageOptions {

  private static final int MOST_DIGITS = 15;

  private MessageOptions() {}

  /**
   * The options of a message whose deadline, where it has one, is after {@code now}.
   *
   * @throws InvalidRequest naming the property and what is allowed
   */
  static CallOptions read(QueueMessage message, Instant now) {
    return new CallOptions(
        deadline(message).map(end -> Duration.between(now, end)),
        message
            .property(MessageProperty.GEO)
            .map(value -> OptionHeaders.geos("property geo", value))
            .orElse(Set.of()),
        message
            .property(MessageProperty.CACHE_CONTROL)
            .map(value -> OptionHeaders.cache("property cache_control", value))
            .orElse(CacheDirectives.NONE),
        message
            .property(MessageProperty.USE_CASE)
            .flatMap(value -> OptionHeaders.useCase("property use_case", value)),
        false);
  }

  /** The earlier one of the broker's expiry and the producer's own deadline. */
  static Optional<Instant> deadline(QueueMessage message) {
    return Stream.of(
            message.expires(),
            message.property(MessageProperty.DEADLINE).map(MessageOptions::instant))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static Instant instant(String value) {
    try {
      boolean millis =
          !value.isEmpty()
              && value.length() <= MOST_DIGITS
              && value.chars().allMatch(c -> c >= '0' && c <= '9');
      return millis ? Instant.ofEpochMilli(Long.parseLong(value)) : Instant.parse(value);
    } catch (DateTimeException malformed) {
      throw new InvalidRequest(
          "property deadline is '"
              + InvalidRequest.quotable(value)
              + "'; allowed: milliseconds since 1970, or ISO 8601 such as 2027-01-31T12:00:00Z");
    }
  }
}
