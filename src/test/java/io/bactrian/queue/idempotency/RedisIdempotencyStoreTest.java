package io.bactrian.queue.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.RedisProcess;
import io.bactrian.store.RedisSettings;
import io.bactrian.store.RedisStore;
import io.bactrian.store.StoreBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real redis-server. */
class RedisIdempotencyStoreTest extends IdempotencyStoreContract {

  private static final RedisSettings.Judgement JUDGEMENT =
      new RedisSettings.Judgement(1_000, 100, Duration.ofMinutes(10));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final RedisProcess server = RedisProcess.start();
  private final RedisStore redis = open();
  private final RedisIdempotencyStore store = new RedisIdempotencyStore(redis);

  private RedisStore open() {
    var settings =
        new RedisSettings(
            Optional.of(URI.create(server.uri())),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            "test:",
            JUDGEMENT);
    var breakers = CircuitBreakerRegistry.ofDefaults();
    return new RedisStore(
        settings, StoreBreaker.create(breakers, RedisStore.NAME, JUDGEMENT), timer, () -> 0.5);
  }

  @BeforeEach
  void connected() {
    await().atMost(Duration.ofSeconds(20)).until(redis::isConnected);
  }

  @AfterEach
  void close() {
    redis.close();
    timer.shutdownNow();
    server.close();
  }

  @Override
  IdempotencyStore store() {
    return store;
  }

  @Test
  void a_stopped_server_is_told_as_no_answer() {
    server.stop();
    await().until(() -> !redis.isConnected());
    var work = new Work("key", "content", "message");

    assertThatThrownBy(() -> store.claim(work, MINUTE)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.release(work)).isInstanceOf(IOException.class);
  }

  @Test
  void what_others_have_put_there_is_told_as_no_answer_and_replaced() throws IOException {
    var work = new Work("key", "content", "message");
    for (String foreign :
        new String[] {"", "no JSON", "[]", "{}", "null", "{\"version\":2}", "{\"version\":1}"}) {
      redis.put("work:1:key", foreign.getBytes(StandardCharsets.UTF_8), MINUTE).join();
      assertThatThrownBy(() -> store.claim(work, MINUTE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not of this version");
    }
    store.release(work);
    redis.remove("work:1:key").join();
    assertThat(store.claim(work, MINUTE)).isEqualTo(new Claim.Mine());
  }
}
