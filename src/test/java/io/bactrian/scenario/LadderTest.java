package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.LocalModelServer;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bedrock fails in every region: the rungs answer in their order, and each says which it is. */
@Timeout(120)
class LadderTest {

  private static final String ASKED_ID = "*anthropic.claude-haiku*";
  private static final String SECOND_ID = "us.amazon.nova-lite-v1:0";

  private final LocalModelServer local = new LocalModelServer();

  @AfterEach
  void stop() {
    local.close();
  }

  private RunningGateway gateway(String... more) {
    return RunningGateway.with(Stream.concat(settings(), Stream.of(more)).toArray(String[]::new));
  }

  private Stream<String> settings() {
    return Stream.of(
        "bactrian.models",
        "claude-haiku,nova",
        "bactrian.model.nova.id",
        SECOND_ID,
        "bactrian.model.claude-haiku.fallbacks",
        "nova",
        "bactrian.model.claude-haiku.context-tokens",
        "1000",
        "bactrian.model.nova.context-tokens",
        "2000",
        "bactrian.model.nova.supports",
        "images",
        "bactrian.local.url",
        local.url().toString(),
        "bactrian.local.model",
        "llama",
        "bactrian.degraded.rule.refund.when",
        "(?i)refund",
        "bactrian.degraded.rule.refund.text",
        "Refunds are under Orders.");
  }

  @Test
  void another_model_then_the_local_one_then_a_kept_answer_then_an_apology() {
    try (var gateway = gateway()) {
      assertThat(gateway.chat("known").isLive()).isTrue();

      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(ASKED_ID));
      Reply other = gateway.chat("known");
      assertThat(other.degraded()).isEqualTo("model");
      assertThat(other.servedBy()).endsWith("/nova");

      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
      Reply byLocal = gateway.chat("known");
      assertThat(byLocal.degraded()).isEqualTo("local");
      assertThat(byLocal.servedBy()).isEqualTo("local");
      assertThat(byLocal.attempts())
          .matches(".*claude-haiku=.*/nova=target-unavailable.*, local/llama=ok");

      local.set(LocalModelServer.Fault.BROKEN);
      Reply kept = gateway.chat("known");
      assertThat(kept.degraded()).isEqualTo("cache");
      assertThat(kept.status()).isEqualTo(200);
      assertThat(kept.attempts()).endsWith("local/llama=target-internal-error");

      Reply apology = gateway.chat("new, about a refund");
      assertThat(apology.status()).isEqualTo(503);
      assertThat(apology.servedBy()).isEqualTo("degraded");
      assertThat(apology.field("response")).isEqualTo("Refunds are under Orders.");
    }
  }

  @Test
  void with_everything_down_and_nothing_kept_every_protocol_says_when_to_come_again() {
    try (var gateway = gateway()) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
      local.set(LocalModelServer.Fault.BROKEN);
      gateway.chatInTurn(8);
      int asked = local.requests().size();
      long received = gateway.received();

      for (Endpoint endpoint : Endpoint.values()) {
        if (!endpoint.name().startsWith("GENERATE")) {
          SseCall reply = endpoint.ask(gateway, "claude-haiku", "new");
          assertThat(reply.status()).as("%s: %s", endpoint, reply).isEqualTo(503);
          assertThat(reply.attempts()).as("%s", endpoint).isEqualTo("none");
          String after = reply.headers().firstValue("retry-after").orElse("");
          assertThat(Integer.parseInt(after)).as("%s", endpoint).isBetween(1, 300);
        }
      }
      assertThat(gateway.received()).as("nobody is asked any more").isEqualTo(received);
      assertThat(local.requests()).hasSize(asked);
    }
  }

  @Test
  void what_is_too_long_for_the_asked_model_goes_to_a_larger_one() {
    try (var gateway = gateway()) {
      gateway.set(Fault.exception(FaultKind.CONTEXT_LENGTH).forModel(ASKED_ID));
      Reply larger = gateway.chat("question");
      assertThat(larger.status()).as("%s", larger).isEqualTo(200);
      assertThat(larger.servedBy()).endsWith("/nova");
      assertThat(larger.degraded()).isEqualTo("model");

      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(SECOND_ID));
      Reply refused = gateway.chat("question");
      assertThat(refused.status()).as("%s", refused).isEqualTo(400);
      assertThat(refused.text()).contains("too long");
      assertThat(local.requests()).as("no other rung").isEmpty();
    }
  }

  @Test
  void a_question_with_tools_goes_past_a_model_without() {
    try (var gateway = gateway()) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(ASKED_ID));
      SseCall reply =
          SseCall.send(
              gateway,
              "/v1/messages",
              """
              {"model":"claude-haiku","max_tokens":99,
               "messages":[{"role":"user","content":"Weather?"}],
               "tools":[{"name":"weather","input_schema":{"type":"object"}}]}\
              """);
      assertThat(reply.headers().firstValue("x-bactrian-served-by")).hasValue("local");
      assertThat(reply.attempts()).doesNotContain("nova");
    }
  }

  @Test
  void a_slow_other_model_leaves_time_for_the_local_one() {
    try (var gateway = gateway("bactrian.fallback.other-model.timeout", "1s")) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(ASKED_ID));
      gateway.set(Fault.silence().forModel(SECOND_ID));
      Reply reply = gateway.chat("question");
      assertThat(reply.servedBy()).as("%s", reply).isEqualTo("local");
      assertThat(reply.attempts()).contains("/nova=target-timeout");
    }
  }
}
