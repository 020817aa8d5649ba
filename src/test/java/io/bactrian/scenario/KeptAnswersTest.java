package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers may say of kept answers, and what many who ask the same at once cost. */
@Timeout(120)
class KeptAnswersTest {

  private static String[] asking(String directives) {
    return new String[] {"cache-control", directives};
  }

  private static void dead(RunningGateway gateway) {
    gateway.set(Fault.exception(FaultKind.INTERNAL));
  }

  @Test
  void two_hundred_who_ask_the_same_at_once_cost_one_call() {
    try (var gateway = RunningGateway.with("bactrian.cache.mode", "read-through")) {
      gateway.set(Fault.latency(Duration.ofMillis(300)));

      List<Reply> replies = RunningGateway.atOnce(200, i -> gateway.chatLater("the question"));

      assertThat(gateway.received()).isEqualTo(1);
      assertThat(replies).allMatch(reply -> reply.status() == 200);
      assertThat(replies.stream().map(Reply::text).distinct()).hasSize(1);
      assertThat(replies.stream().filter(Reply::isLive)).hasSize(1);
      assertThat(replies.stream().filter(reply -> reply.servedBy().equals("cache"))).hasSize(199);
      assertThat(gateway.metrics().sum("gateway_cache_total", "tier=\"flight\"", "result=\"led\""))
          .isEqualTo(1);
    }
  }

  @Test
  void without_a_kept_answer_only_if_cached_is_refused_and_asks_nobody() {
    try (var gateway = RunningGateway.with()) {
      Reply none = gateway.chatWith("question", asking("only-if-cached"));
      assertThat(none.status()).isEqualTo(504);
      assertThat(none.text()).contains("No answer to this question is kept");
      assertThat(gateway.received()).isZero();

      gateway.chat("question");
      Reply kept = gateway.chatWith("question", asking("only-if-cached"));
      assertThat(kept.status()).isEqualTo(200);
      assertThat(kept.servedBy()).isEqualTo("cache");
      assertThat(kept.degraded()).isEmpty();
      assertThat(gateway.received()).isEqualTo(1);
    }
  }

  @Test
  void a_caller_may_refuse_to_be_remembered_or_to_hear_old_answers() {
    try (var gateway = RunningGateway.with("bactrian.cache.mode", "read-through")) {
      gateway.chatWith("secret", asking("no-store"));
      assertThat(gateway.chat("secret").isLive()).as("it was not kept").isTrue();
      assertThat(gateway.chat("secret").servedBy()).isEqualTo("cache");

      assertThat(gateway.chatWith("secret", asking("no-cache")).isLive()).isTrue();
      assertThat(gateway.chatWith("secret", asking("max-age=0")).isLive()).isTrue();
      assertThat(gateway.chatWith("secret", asking("max-age=3600")).servedBy()).isEqualTo("cache");
      dead(gateway);
      assertThat(gateway.chatWith("secret", asking("no-cache")).status()).isEqualTo(503);
    }
  }

  @Test
  void an_answer_past_its_time_stands_in_when_no_target_answers_and_says_that_it_is_stale() {
    try (var gateway =
        RunningGateway.with("bactrian.cache.mode", "read-through", "bactrian.cache.ttl", "1s")) {
      Reply first = gateway.chat("question");
      // Its age is told in whole seconds, by a look that asks no target.
      await()
          .atMost(RunningGateway.PATIENCE)
          .until(() -> gateway.chatWith("question", asking("only-if-cached")).status() == 504);
      dead(gateway);

      Reply stale = gateway.chat("question");

      assertThat(stale.status()).isEqualTo(200);
      assertThat(stale.body()).isEqualTo(first.body());
      assertThat(stale.servedBy()).isEqualTo("cache");
      assertThat(stale.degraded()).isEqualTo("cache-stale");
      assertThat(stale.header("age")).matches("[1-9]\\d*");
      assertThat(gateway.chatWith("question", asking("stale-if-error=0")).status()).isEqualTo(503);
    }
  }
}
