package io.bactrian.config;

import io.bactrian.resilience.BreakerSettings;
import io.bactrian.resilience.Breakers;
import io.bactrian.store.RedisSettings;
import io.bactrian.store.RedisStore;
import io.bactrian.store.StoreBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The stores outside the process that are configured, each with a breaker among the others. */
final class Stores implements AutoCloseable {

  final Optional<RedisStore> redis;

  Stores(
      RedisSettings settings,
      BreakerSettings standard,
      CircuitBreakerRegistry registry,
      Breakers breakers,
      Sources sources,
      ScheduledExecutorService timer) {
    redis =
        settings
            .uri()
            .map(
                uri ->
                    new RedisStore(
                        settings,
                        breakers.join(
                            StoreBreaker.create(registry, RedisStore.NAME, settings.breaker()),
                            standard),
                        timer,
                        sources.random()));
  }

  @Override
  public void close() {
    redis.ifPresent(RedisStore::close);
  }
}
