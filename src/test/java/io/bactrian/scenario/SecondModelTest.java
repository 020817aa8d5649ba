package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The asked model is broken in every region: another one answers, and says so. */
@Timeout(120)
class SecondModelTest {

  private static final String ASKED = "claude-haiku";
  private static final String ASKED_ID = "*anthropic.claude-haiku*";
  private static final String SECOND = "nova";
  private static final String SECOND_ID = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final Executor EACH = Executors.newVirtualThreadPerTaskExecutor();

  /** Ways in which a model is broken. */
  enum Broken {
    UNAVAILABLE(Fault.exception(FaultKind.SERVICE_UNAVAILABLE), "target-unavailable"),
    RESET(Fault.reset(), "target-connection-failed"),
    SILENCE(Fault.silence(), "target-timeout");

    private final Fault fault;
    private final String label;

    Broken(Fault fault, String label) {
      this.fault = fault.forModel(ASKED_ID);
      this.label = label;
    }
  }

  private static RunningGateway gateway(String... more) {
    return RunningGateway.with(
        Stream.concat(
                Stream.of(
                    "bactrian.models",
                    ASKED + "," + SECOND,
                    "bactrian.model." + SECOND + ".id",
                    SECOND_ID,
                    "bactrian.model." + ASKED + ".fallbacks",
                    SECOND),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Its breakers stay closed, so that every call fails on its own. */
  private static RunningGateway patient(Broken how) {
    String timeout = how == Broken.SILENCE ? "3s" : "12s";
    return gateway(
        "bactrian.breaker.window-size",
        "1000",
        "bactrian.breaker.minimum-calls",
        "1000",
        "bactrian.failover.call-timeout",
        timeout,
        "bactrian.stream.first-content-timeout",
        timeout);
  }

  /** Asks every endpoint at once. */
  private static void ask(RunningGateway gateway, String text, BiConsumer<Endpoint, SseCall> seen) {
    Map<Endpoint, CompletableFuture<SseCall>> calls = new EnumMap<>(Endpoint.class);
    for (Endpoint endpoint : Endpoint.values()) {
      calls.put(
          endpoint, CompletableFuture.supplyAsync(() -> endpoint.ask(gateway, ASKED, text), EACH));
    }
    calls.forEach((endpoint, call) -> seen.accept(endpoint, call.join()));
  }

  private static void assertAskedAnswers(Endpoint endpoint, SseCall reply) {
    endpoint.assertComplete(reply);
    assertThat(header(reply, "x-bactrian-served-by")).endsWith("/" + ASKED);
    assertThat(header(reply, "x-bactrian-degraded")).as(endpoint.name()).isEmpty();
  }

  private static void assertSecondAnswers(Endpoint endpoint, SseCall reply) {
    endpoint.assertComplete(reply);
    endpoint.assertNames(reply, SECOND, SECOND_ID);
    endpoint.assertSaidBy(reply, SECOND_ID);
    assertThat(header(reply, "x-bactrian-served-by")).matches("us-(east-1|west-2)/" + SECOND);
    assertThat(header(reply, "x-bactrian-degraded")).as(endpoint.name()).isEqualTo("model");
  }

  private static String header(SseCall reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @EnumSource
  void a_second_model_answers_every_endpoint_while_the_first_is_broken_everywhere(Broken how) {
    try (var gateway = patient(how)) {
      ask(gateway, "before", SecondModelTest::assertAskedAnswers);

      gateway.set(how.fault);
      ask(
          gateway,
          "while broken",
          (endpoint, reply) -> {
            assertSecondAnswers(endpoint, reply);
            assertThat(reply.attempts())
                .contains(EAST + "/" + ASKED + "=" + how.label)
                .contains(WEST + "/" + ASKED + "=" + how.label)
                .endsWith("/" + SECOND + "=ok");
          });

      gateway.heal();
      ask(gateway, "after", SecondModelTest::assertAskedAnswers);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_first_model_answers_while_one_region_has_it(Broken how) {
    try (var gateway = patient(how)) {
      ask(gateway, "before", SecondModelTest::assertAskedAnswers);

      gateway.set(how.fault.in(EAST));
      ask(
          gateway,
          "while broken",
          (endpoint, reply) -> {
            assertAskedAnswers(endpoint, reply);
            assertThat(header(reply, "x-bactrian-served-by")).isEqualTo(target(WEST));
          });
    }
  }

  @Test
  void the_second_model_answers_at_once_when_the_breakers_of_the_first_are_open() {
    try (var gateway = gateway()) {
      gateway.set(Broken.UNAVAILABLE.fault);
      gateway.chatInTurn(8);
      assertThat(gateway.breakerOf(EAST).getState()).isEqualTo(State.OPEN);
      assertThat(gateway.breakerOf(WEST).getState()).isEqualTo(State.OPEN);
      assertThat(gateway.breaker("bedrock").getState()).isEqualTo(State.CLOSED);

      ask(
          gateway,
          "later",
          (endpoint, reply) -> {
            assertSecondAnswers(endpoint, reply);
            assertThat(reply.attempts()).matches("us-(east-1|west-2)/" + SECOND + "=ok");
          });
    }
  }

  @Test
  void what_the_second_model_answered_is_not_kept_for_the_first() {
    try (var gateway = gateway()) {
      Reply own = gateway.chat("known");
      gateway.set(Broken.UNAVAILABLE.fault);
      assertThat(gateway.chat("new").degraded()).isEqualTo("model");
      gateway.set(Fault.exception(FaultKind.VALIDATION).forModel(SECOND_ID));

      Reply kept = gateway.chat("known");
      assertThat(kept.servedBy()).isEqualTo("cache");
      assertThat(kept.body()).isEqualTo(own.body());
      Reply apology = gateway.chat("new");
      assertThat(apology.status()).as("what a fallback refuses is no fault").isEqualTo(503);
      assertThat(apology.degraded()).isIn("target-unavailable", "gateway-no-usable-target");
      assertThat(apology.attempts()).endsWith("/" + SECOND + "=caller-invalid-request");
    }
  }

  @Test
  void an_operator_who_opens_the_pool_sends_calls_past_every_model() {
    try (var gateway = gateway()) {
      assertThat(gateway.post("/circuit-breakers/bedrock/open").status()).isEqualTo(200);

      assertThat(gateway.chat("question").degraded()).isEqualTo("gateway-no-usable-target");
      assertThat(gateway.received()).isZero();
    }
  }

  @Test
  void meters_tell_what_another_model_answered() {
    try (var gateway = gateway()) {
      gateway.set(Broken.UNAVAILABLE.fault);
      gateway.chat("question");

      await("counted")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                MetricsPage page = gateway.metrics();
                String[] fallback = {"to=\"other-model\"", "reason=\"target-unavailable\""};
                assertThat(page.sum("gateway_fallback_total", fallback)).isEqualTo(1);
                String[] request = {"outcome=\"other-model\"", "model=\"" + SECOND + "\""};
                assertThat(page.sum("gateway_requests_total", request)).isEqualTo(1);
              });
    }
  }
}
