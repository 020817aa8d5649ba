package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A kept answer goes only to the very same question, and only when the settings say so. */
@Timeout(60)
class CacheTest {

  @Test
  void a_kept_answer_stands_in_for_the_same_question_only() {
    try (var gateway = RunningGateway.with()) {
      Reply first = gateway.chat("question", "Be brief.");
      dead(gateway);

      Reply kept = gateway.chat("question", "Be brief.");
      assertThat(kept.servedBy()).isEqualTo("cache");
      assertThat(kept.body()).isEqualTo(first.body());
      assertThat(gateway.chat("question", "Be thorough.").status()).isEqualTo(503);
      assertThat(gateway.chat("question").status()).isEqualTo(503);
      assertThat(gateway.chat("question ", "Be brief.").status()).isEqualTo(503);
      assertThat(gateway.chat("Question", "Be brief.").status()).isEqualTo(503);
      assertThat(gateway.generate("question", "general").field("model_used"))
          .isEqualTo("DEGRADED_SERVICE");
    }
  }

  @Test
  void while_a_target_answers_no_kept_answer_is_used() {
    try (var gateway = RunningGateway.with()) {
      for (int i = 1; i <= 3; i++) {
        assertThat(gateway.chat("question").isLive()).isTrue();
        assertThat(gateway.received()).isEqualTo(i);
      }
    }
  }

  @Test
  void read_through_answers_from_the_cache_without_any_call_upstream() {
    try (var gateway = RunningGateway.with("bactrian.cache.mode", "read-through")) {
      Reply first = gateway.chat("question");
      assertThat(first.isLive()).isTrue();

      Reply second = gateway.chat("question");
      assertThat(second.status()).isEqualTo(200);
      assertThat(second.servedBy()).isEqualTo("cache");
      assertThat(second.degraded()).as("a hit is no failure").isEmpty();
      assertThat(second.header("age")).matches("\\d+");
      assertThat(second.attempts()).isEqualTo("none");
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(gateway.received()).isEqualTo(1);

      assertThat(gateway.chat("another question").isLive()).isTrue();
      assertThat(gateway.received()).isEqualTo(2);
    }
  }

  @Test
  void a_cache_that_is_off_never_answers() {
    try (var gateway = RunningGateway.with("bactrian.cache.mode", "off")) {
      assertThat(gateway.chat("question").isLive()).isTrue();
      dead(gateway);

      Reply reply = gateway.chat("question");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.field("status")).isEqualTo("degraded");
    }
  }

  private static void dead(RunningGateway gateway) {
    gateway.set(Fault.exception(FaultKind.INTERNAL));
  }
}
