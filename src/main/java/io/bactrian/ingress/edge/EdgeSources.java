package io.bactrian.ingress.edge;

import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the edge takes from the world: time, randomness, and advice to turned-away clients.
 *
 * @param nanoTime a monotonic clock in nanoseconds
 * @param requestIds makes a fresh request id
 * @param retryAfterSeconds the value of {@code Retry-After} on a 503; below one counts as one
 */
public record EdgeSources(
    LongSupplier nanoTime, Supplier<String> requestIds, LongSupplier retryAfterSeconds) {

  public EdgeSources {
    Objects.requireNonNull(nanoTime);
    Objects.requireNonNull(requestIds);
    Objects.requireNonNull(retryAfterSeconds);
  }

  String retryAfter() {
    return Long.toString(Math.max(1, retryAfterSeconds.getAsLong()));
  }
}
