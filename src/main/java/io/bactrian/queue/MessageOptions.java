package io.bactrian.queue;

import io.bactrian.call.CallFailed;
import io.bactrian.call.CallOptions;
import io.bactrian.call.FailureKind;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.OptionHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a message asks of the gateway itself. */
final class MessageOptions {

  private static final int MOST_DIGITS = 15;

  private MessageOptions() {}

  /**
   * The options of a message.
   *
   * @throws InvalidRequest naming the property and what is allowed
   * @throws CallFailed when its deadline has passed
   */
  static CallOptions read(QueueMessage message, Instant now) {
    Map<String, String> headers = new HashMap<>();
    message.property(MessageProperty.GEO).ifPresent(geo -> headers.put(OptionHeaders.GEO, geo));
    message
        .property(MessageProperty.CACHE_CONTROL)
        .ifPresent(told -> headers.put(OptionHeaders.CACHE_CONTROL, told));
    CallOptions asked = OptionHeaders.read(headers);
    return new CallOptions(
        deadline(message).map(end -> left(end, now)), asked.geos(), asked.cache());
  }

  /** The earlier one of the broker's expiry and the producer's own deadline. */
  static Optional<Instant> deadline(QueueMessage message) {
    return Stream.of(
            message.expires(),
            message.property(MessageProperty.DEADLINE).map(MessageOptions::instant))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static Duration left(Instant deadline, Instant now) {
    if (!deadline.isAfter(now)) {
      throw new CallFailed(
          FailureKind.GATEWAY_DEADLINE_EXCEEDED, List.of(), "the deadline passed in the queue");
    }
    return Duration.between(now, deadline);
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
