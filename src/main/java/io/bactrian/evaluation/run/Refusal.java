package io.bactrian.evaluation.run;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Tells from a reply whether it is an answer of the very model that was asked. */
final class Refusal {

  private static final Set<Integer> PASSING = Set.of(429, 503);
  private static final String SERVED_BY = "x-bactrian-served-by";

  private Refusal() {}

  /** Why it is none; an answer of another model or from memory would be scored as this one's. */
  static Optional<String> of(HttpResponse<CompletionReader> reply, String model) {
    if (reply.statusCode() != 200) {
      return Optional.of("status " + reply.statusCode() + ": " + reply.body().message());
    }
    String servedBy = reply.headers().firstValue(SERVED_BY).orElse("nobody that it names");
    Optional<String> degraded = reply.headers().firstValue("x-bactrian-degraded");
    if (degraded.isPresent()) {
      return Optional.of("degraded (" + degraded.get() + "), by " + servedBy);
    }
    if (!servedBy.endsWith("/" + model)) {
      return Optional.of("answered by " + servedBy);
    }
    return reply.body().broken();
  }

  /** After what time the gateway wants to be asked again, where it is busy or throttled. */
  static Optional<Duration> retryAfter(HttpResponse<CompletionReader> reply) {
    return reply
        .headers()
        .firstValue("Retry-After")
        .filter(value -> PASSING.contains(reply.statusCode()) && value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
