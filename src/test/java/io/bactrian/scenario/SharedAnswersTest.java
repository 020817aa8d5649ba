package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gateways that share their answers in a real redis-server, which may die without harm. */
@Timeout(120)
class SharedAnswersTest {

  private final RedisProcess redis = RedisProcess.start();

  @AfterEach
  void stop() {
    redis.close();
  }

  private RunningGateway gateway(String... more) {
    String[] settings = {
      "bactrian.redis.uri", redis.uri(),
      "bactrian.redis.timeout", "1s",
      "bactrian.cache.mode", "read-through"
    };
    String[] all = java.util.Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return RunningGateway.with(all);
  }

  private void ask(Consumer<RedisCommands<String, String>> commands) {
    try (RedisClient client = RedisClient.create(redis.uri())) {
      commands.accept(client.connect().sync());
    }
  }

  private void awaitKept(int answers) {
    ask(redis -> await().until(() -> redis.keys("bactrian:answer:*").size() >= answers));
  }

  private static void awaitConnected(RunningGateway gateway) {
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () -> {
              gateway.chat("is redis there? " + System.nanoTime());
              return gateway
                      .metrics()
                      .sum("gateway_cache_total", "tier=\"redis\"", "result=\"miss\"")
                  > 0;
            });
  }

  @Test
  void what_one_gateway_has_answered_another_one_answers_from_redis() {
    try (var one = gateway();
        var other = gateway()) {
      awaitConnected(one);
      awaitConnected(other);
      long before = other.received();
      Reply first = one.chat("question");
      await().until(() -> other.chat("question").servedBy().equals("cache"));

      Reply shared = other.chat("question");
      assertThat(shared.body()).isEqualTo(first.body());
      assertThat(shared.degraded()).isEmpty();
      assertThat(other.received() - before).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void what_is_no_answer_of_ours_is_a_miss() {
    try (var one = gateway()) {
      awaitConnected(one);
      one.chat("question");
      awaitKept(2);
    }
    for (String junk : new String[] {"", "{}", "not json", "[1,2]"}) {
      ask(redis -> redis.keys("bactrian:answer:*").forEach(key -> redis.set(key, junk)));
      try (var other = gateway()) {
        awaitConnected(other);
        assertThat(other.chat("question").isLive()).as(junk).isTrue();
        assertThat(
                other
                    .metrics()
                    .sum("gateway_cache_total", "tier=\"redis\"", "result=\"unreadable\""))
            .isEqualTo(1);
      }
    }
  }

  @Test
  void the_answer_to_one_question_is_none_to_another_wherever_it_is_put() {
    try (var one = gateway()) {
      awaitConnected(one);
      one.chat("question");
      awaitKept(2);
    }
    ask(
        redis -> {
          var keys = redis.keys("bactrian:answer:*");
          String first = redis.get(keys.getFirst());
          for (int i = 1; i < keys.size(); i++) {
            redis.set(keys.get(i - 1), redis.get(keys.get(i)));
          }
          redis.set(keys.getLast(), first);
        });
    try (var other = gateway()) {
      awaitConnected(other);
      assertThat(other.chat("question").isLive()).isTrue();
    }
  }

  @Test
  void answers_live_in_redis_for_as_long_as_they_may_stand_in() {
    try (var one = gateway("bactrian.cache.ttl", "1m", "bactrian.cache.stale-if-error", "1h")) {
      awaitConnected(one);
      awaitKept(1);
      ask(
          redis ->
              assertThat(redis.pttl(redis.keys("bactrian:answer:*").getFirst()))
                  .isBetween(Duration.ofMinutes(60).toMillis(), Duration.ofMinutes(61).toMillis()));
    }
  }

  @Test
  void redis_stopped_or_frozen_loses_nothing_but_the_cache() {
    try (var one = gateway()) {
      awaitConnected(one);
      redis.freeze();
      one.chatByFew(50).forEach(reply -> assertThat(reply.status()).isEqualTo(200));
      assertThat(one.board("redis").path("state").asText()).isEqualTo("open");
      redis.thaw();
      await().atMost(RunningGateway.PATIENCE).until(() -> isClosedAfterACall(one));
      redis.stop();
      one.chatByFew(50).forEach(reply -> assertThat(reply.status()).isEqualTo(200));
      one.ledger().assertEvery("answered", reply -> reply.status() == 200);
      redis.run();
      await().atMost(RunningGateway.PATIENCE).until(() -> isClosedAfterACall(one));
    }
  }

  private static boolean isClosedAfterACall(RunningGateway gateway) {
    gateway.chat("is it back? " + System.nanoTime());
    return gateway.board("redis").path("state").asText().equals("closed");
  }

  @Test
  void a_gateway_starts_and_answers_where_there_is_no_redis() {
    redis.stop();
    try (var alone = gateway()) {
      assertThat(alone.chat("question").isLive()).isTrue();
      assertThat(alone.chat("question").servedBy()).isEqualTo("cache");
      assertThat(alone.readiness()).isEqualTo(200);
    }
  }
}
