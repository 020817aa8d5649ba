package io.bactrian.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Redis is and how long anybody waits for it.
 *
 * @param uri {@code redis://} or {@code rediss://}, with user and password where it needs them;
 *     empty where there is none
 * @param timeout longest time of one operation
 * @param connectTimeout longest time until a new connection answers
 * @param keyPrefix begins every key
 * @param breaker when it is left alone
 */
public record RedisSettings(
    Optional<URI> uri,
    Duration timeout,
    Duration connectTimeout,
    String keyPrefix,
    Judgement breaker) {

  /**
   * How its circuit breaker judges.
   *
   * @param windowSize operations in the sliding window
   * @param failureRate percent of failed operations that opens it
   * @param openDuration time in OPEN before it is tried again, while it is connected
   */
  public record Judgement(int windowSize, float failureRate, Duration openDuration) {}
}
