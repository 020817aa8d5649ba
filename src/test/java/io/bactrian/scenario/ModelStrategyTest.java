package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which model answers is changed while calls come in. */
@Timeout(90)
class ModelStrategyTest {

  private static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String NOVA = "amazon.nova-lite-v1:0";
  private static final String TITAN = "amazon.titan-text-express-v1";

  @TempDir private Path directory;
  private Path file;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    file = directory.resolve("strategy.json");
    write("one", "claude-haiku", "titan");
    gateway =
        RunningGateway.with(
            "bactrian.models",
            "claude-haiku,nova,titan",
            "bactrian.model.nova.id",
            NOVA,
            "bactrian.model.titan.id",
            TITAN,
            "bactrian.model-strategy.source",
            "file",
            "bactrian.model-strategy.file",
            file.toString());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void write(String version, String primary, String fallback) throws IOException {
    Files.writeString(
        file,
        """
        {"version": "%s", "primary_model": "%s", "fallback_models": ["%s"],
         "use_case_models": {"product_question": "titan"}}
        """
            .formatted(version, primary, fallback));
  }

  private String version() {
    return gateway.get("/strategy").field("version");
  }

  private void kill(String modelId) {
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(modelId));
  }

  @Test
  void the_three_exercises_of_the_seed() throws IOException {
    assertThat(gateway.generate("one", "general").field("model_used")).isEqualTo(HAIKU);
    assertThat(gateway.generate("two", "product_question").field("model_used")).isEqualTo(TITAN);

    write("two", "nova", "titan");
    await().untilAsserted(() -> assertThat(version()).isEqualTo("two"));
    Reply primary = gateway.generate("three", "general");
    assertThat(primary.field("model_used")).isEqualTo(NOVA);
    assertThat(primary.header("x-bactrian-strategy")).isEqualTo("two");

    kill(NOVA);
    Reply fallback = gateway.generate("four", "general");
    assertThat(fallback.field("model_used")).isEqualTo("FALLBACK:" + TITAN);
    assertThat(fallback.degraded()).isEqualTo("model");

    kill("*");
    Reply degraded = gateway.generate("five", "product_question");
    assertThat(degraded.field("model_used")).isEqualTo("DEGRADED_SERVICE");
    assertThat(degraded.field("response")).startsWith("Product information cannot be looked up");
    assertThat(degraded.header("x-bactrian-strategy")).isEqualTo("two");
  }

  @Test
  void a_broken_document_changes_nothing_and_is_told() throws IOException {
    Files.writeString(file, "{\"primary_model\": \"nobody\"}");
    await().until(() -> !gateway.get("/strategy").body().path("refused").isNull());

    JsonNode shown = gateway.get("/strategy").body();
    assertThat(shown.path("version").textValue()).isEqualTo("one");
    assertThat(shown.path("refused").path("reason").textValue()).contains("nobody");
    assertThat(shown.path("document").path("primary_model").textValue()).isEqualTo("claude-haiku");
    assertThat(gateway.generate("six", "general").field("model_used")).isEqualTo(HAIKU);
  }

  @Test
  void an_explanation_tells_the_models_in_their_order() {
    Reply reply =
        gateway
            .callLater(
                "/v1/chat/completions?explain=true",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}",
                "x-bactrian-use-case",
                "product_question")
            .join();

    assertThat(reply.field("model")).isEqualTo("titan");
    assertThat(reply.field("reason")).isEqualTo("use_case_models");
    assertThat(reply.field("strategy_version")).isEqualTo("one");
    assertThat(reply.body().path("fallback_models").findValuesAsText("model"))
        .containsExactly("claude-haiku");
  }

  @Test
  void calls_in_flight_end_by_the_version_they_began_with() throws IOException {
    gateway.set(Fault.latency(Duration.ofSeconds(2)).in(EAST));
    gateway.set(Fault.latency(Duration.ofSeconds(2)).in(WEST));
    var early = gateway.chatLater("early");
    await().until(() -> gateway.metrics().sum("gateway_inflight") > 0);
    write("two", "nova", "titan");
    await().untilAsserted(() -> assertThat(version()).isEqualTo("two"));

    assertThat(early.isDone()).isFalse();
    assertThat(early.join().header("x-bactrian-strategy")).isEqualTo("one");
    assertThat(early.join().servedBy()).endsWith("/claude-haiku");
  }

  @Test
  void no_call_fails_and_none_goes_back_while_versions_change() throws IOException {
    for (int swap = 1; swap <= 3; swap++) {
      String version = "v" + swap;
      write(version, swap % 2 == 0 ? "claude-haiku" : "nova", "titan");
      await()
          .untilAsserted(
              () -> {
                List<Reply> replies = gateway.chatAtOnce(40);
                assertThat(replies).allMatch(Reply::isLive);
                assertThat(replies.getLast().header("x-bactrian-strategy")).isEqualTo(version);
              });
      assertThat(gateway.chatAtOnce(40))
          .allMatch(reply -> reply.header("x-bactrian-strategy").equals(version));
    }
  }
}
