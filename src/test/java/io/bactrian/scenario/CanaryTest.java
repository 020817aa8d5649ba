package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model on trial at work: callers never see what comes of it. */
@Timeout(90)
@TestInstance(Lifecycle.PER_CLASS)
class CanaryTest {

  private static final String NOVA = "amazon.nova-lite-v1:0";

  @TempDir private static Path directory;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws IOException {
    write("none");
    gateway =
        RunningGateway.with(
            "bactrian.regions", "us-east-1",
            "bactrian.models", "claude-haiku,nova",
            "bactrian.model.nova.id", NOVA,
            "bactrian.simulator.latency", "200ms",
            "bactrian.model-strategy.source", "file",
            "bactrian.model-strategy.file", strategy().toString(),
            "bactrian.canary.minimum-calls", "20",
            "bactrian.canary.max-latency-ratio", "2.5",
            "bactrian.canary.file", kept().toString());
    gateway.chatByFew(25);
  }

  @AfterEach
  void heal() {
    gateway.heal();
    gateway.post("/circuit-breakers/us-east-1/nova/reset");
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private Path strategy() {
    return directory.resolve("strategy.json");
  }

  private Path kept() {
    return directory.resolve("canaries.json");
  }

  private void write(String version) throws IOException {
    Files.writeString(
        strategy(),
        """
        {"version": "%s", "primary_model": "claude-haiku",
         "weights": {"claude-haiku": 1, "nova": 1}}
        """
            .formatted(version));
  }

  private void offer(String version) throws IOException {
    write(version);
    await().until(() -> gateway.get("/strategy").field("version").equals(version));
  }

  /** Some forty calls for each model, of which none may fail. */
  private void callsAreAnswered() {
    assertThat(gateway.chatByFew(75))
        .allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
  }

  private JsonNode canary() {
    return gateway.get("/strategy/scores").body().path("canaries").path(0);
  }

  private String state() {
    return canary().path("state").textValue();
  }

  private double withdrawals(String reason) {
    return gateway.metrics().sum("gateway_canary_withdrawals_total", "reason=\"" + reason + "\"");
  }

  private void assertWithdrawn(String reason) {
    await().untilAsserted(() -> assertThat(state()).as("%s", canary()).isEqualTo("withdrawn"));
    await().until(() -> withdrawals(reason) == 1);
    assertThat(canary().path("withdrawn").path("by").textValue()).isEqualTo("bactrian");
    assertThat(gateway.chatAtOnce(20))
        .extracting(Reply::servedBy)
        .containsOnly("us-east-1/claude-haiku");
  }

  @Test
  void a_canary_with_a_third_of_errors_is_taken_back_and_stays_so_when_its_document_comes_again()
      throws IOException {
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(NOVA).withProbability(0.3));
    try (LogLines log = LogLines.of("bactrian.state")) {
      offer("errors");
      callsAreAnswered();
      assertWithdrawn("errors");
      assertThat(log.containing("WARN canary model=nova use_case=* strategy=errors withdrawn"))
          .hasSize(1);
    }
    assertThat(gateway.get("/strategy").field("version")).isEqualTo("errors");
    assertThat(kept()).content().contains("nova");

    offer("other");
    assertThat(state()).isEqualTo("on-trial");
    offer("errors");
    assertThat(state()).isEqualTo("withdrawn");
  }

  @Test
  void a_canary_that_takes_several_times_as_long_is_taken_back() throws IOException {
    gateway.set(Fault.latency(Duration.ofMillis(1_500)).forModel(NOVA));
    offer("slow");
    callsAreAnswered();
    assertWithdrawn("latency");
  }

  @Test
  void a_good_canary_is_kept_until_an_operator_takes_it_back() throws IOException {
    offer("good");
    callsAreAnswered();
    await().until(() -> canary().path("calls").path("calls").intValue() >= 20);
    assertThat(canary().path("calls").path("latency_p95_ms").doubleValue()).isGreaterThan(190);
    assertThat(canary().path("calls").path("cost_usd").doubleValue()).isPositive();
    assertThat(canary().path("calls_beside").path("calls").intValue()).isGreaterThan(20);
    assertThat(state()).isEqualTo("on-trial");

    Reply withdrawn = gateway.post("/strategy/canaries/nova/withdraw");
    assertThat(withdrawn.status()).isEqualTo(200);
    assertThat(withdrawn.body().path("canaries").path(0).path("withdrawn").path("by").textValue())
        .isEqualTo("127.0.0.1");
    assertThat(gateway.get("/strategy").body().path("document").path("weights").has("nova"))
        .isFalse();
    assertThat(gateway.post("/strategy/canaries/nova/restore").status()).isEqualTo(200);
    assertThat(state()).isEqualTo("on-trial");
    assertThat(gateway.post("/strategy/canaries/claude-haiku/restore").status()).isEqualTo(404);
  }
}
