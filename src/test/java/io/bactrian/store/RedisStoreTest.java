package io.bactrian.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.CapturedLog;
import io.bactrian.fixture.RedisProcess;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real redis-server that comes and goes. */
@Timeout(60)
class RedisStoreTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RedisSettings.Judgement JUDGEMENT =
      new RedisSettings.Judgement(5, 50, Duration.ofMinutes(10));

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final RedisProcess redis = RedisProcess.start();
  private final CircuitBreaker breaker =
      StoreBreaker.create(CircuitBreakerRegistry.ofDefaults(), RedisStore.NAME, JUDGEMENT);
  private final CapturedLog log = CapturedLog.of(RedisConnection.class.getName());
  private final RedisStore store = open("");

  private RedisStore open(String credentials) {
    var settings =
        new RedisSettings(
            Optional.of(URI.create("redis://" + credentials + "127.0.0.1:" + redis.port())),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            "test:",
            JUDGEMENT);
    return new RedisStore(settings, breaker, timer, () -> 0.5);
  }

  @AfterEach
  void close() {
    store.close();
    timer.shutdownNow();
    redis.close();
    log.close();
  }

  private void connected() {
    await().atMost(Duration.ofSeconds(20)).until(store::isConnected);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertUnavailable(CompletableFuture<?> operation) {
    assertThatThrownBy(operation::join).hasCauseInstanceOf(StoreUnavailable.class);
  }

  @Test
  void gives_back_what_was_put_until_it_is_removed() {
    connected();
    store.put("key", bytes("value"), MINUTE).join();

    assertThat(store.get("key").join()).hasValue(bytes("value"));
    assertThat(store.get("other").join()).isEmpty();
    store.remove("key").join();
    assertThat(store.get("key").join()).isEmpty();
  }

  @Test
  void forgets_what_has_lived_long_enough() {
    connected();
    store.put("key", bytes("value"), Duration.ofMillis(1)).join();

    await().until(() -> store.get("key").join().isEmpty());
  }

  @Test
  void a_key_is_claimed_by_one_value_until_that_is_removed() {
    connected();
    assertThat(store.claim("key", bytes("mine"), MINUTE).join()).isEmpty();
    assertThat(store.claim("key", bytes("mine"), MINUTE).join()).isEmpty();
    assertThat(store.claim("key", bytes("yours"), MINUTE).join()).hasValue(bytes("mine"));

    store.removeIf("key", bytes("yours")).join();
    assertThat(store.get("key").join()).hasValue(bytes("mine"));
    store.removeIf("key", bytes("mine")).join();
    assertThat(store.claim("key", bytes("yours"), MINUTE).join()).isEmpty();
  }

  @Test
  void keeps_fields_side_by_side() {
    connected();
    assertThat(store.fields("hash").join()).isEmpty();
    store.putField("hash", "one", bytes("1"), MINUTE).join();
    store.putField("hash", "two", bytes("2"), MINUTE).join();
    store.removeField("hash", "one").join();

    assertThat(store.fields("hash").join())
        .hasSize(1)
        .hasEntrySatisfying("two", value -> assertThat(value).isEqualTo(bytes("2")));
  }

  @Test
  void an_outage_fails_at_once_is_told_once_and_ends_by_itself() {
    connected();
    redis.stop();
    await().until(() -> !store.isConnected());

    for (int i = 0; i < 10; i++) {
      assertUnavailable(store.get("key"));
    }
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);

    redis.run();
    connected();
    await().until(() -> breaker.getState() == CircuitBreaker.State.HALF_OPEN);
    store.put("key", bytes("value"), MINUTE).join();
    assertThat(store.get("key").join()).hasValue(bytes("value"));
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(log.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("127.0.0.1:" + redis.port()))
        .satisfiesExactly(
            line -> assertThat(line).contains("out of reach"),
            line -> assertThat(line).contains("answers again"));
  }

  @Test
  void a_redis_that_answers_nothing_opens_the_breaker_and_loses_its_connection() {
    connected();
    redis.freeze();
    for (int i = 0; i < 5; i++) {
      assertUnavailable(store.get("key"));
    }
    await().until(() -> !store.isConnected());
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);

    redis.thaw();
    connected();
    await().until(() -> breaker.getState() == CircuitBreaker.State.HALF_OPEN);
    assertThat(store.get("key").join()).isEmpty();
  }

  @Test
  void what_redis_refuses_counts_but_keeps_the_connection() {
    connected();
    store.put("key", bytes("no hash"), MINUTE).join();
    for (int i = 0; i < 5; i++) {
      assertUnavailable(store.fields("key"));
    }

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(store.isConnected()).isTrue();
    assertUnavailable(store.get("key"));
  }

  @Test
  void a_password_is_never_logged() {
    try (RedisStore refused = open("user:secret@")) {
      await().until(() -> !log.lines().isEmpty());
      assertThat(refused.isConnected()).isFalse();
      assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
    }
  }
}
