package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.config.InvalidSetting;
import io.bactrian.evaluation.shadow.ShadowTrials;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls are copied to a candidate model, and their callers notice nothing of it. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class ShadowTest {

  private static final String NOVA = "amazon.nova-lite-v1:0";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;

  private RunningGateway gateway;

  private static RunningGateway gateway(Path file, String timeout) {
    return RunningGateway.with(
        "bactrian.models", "claude-haiku,nova",
        "bactrian.model.nova.id", NOVA,
        "bactrian.breaker.window-size", "1000",
        "bactrian.breaker.minimum-calls", "1000",
        "bactrian.simulator.token-pace", "1ms",
        "bactrian.shadow.model", "nova",
        "bactrian.shadow.percent", "100",
        "bactrian.shadow.use-cases", "general",
        "bactrian.shadow.tenants", "default",
        "bactrian.shadow.max-concurrent", "2",
        "bactrian.shadow.timeout", timeout,
        "bactrian.shadow.file", file.toString());
  }

  private static Path file() {
    return directory.resolve("shadow.jsonl");
  }

  @BeforeAll
  void start() {
    gateway = gateway(file(), "2s");
  }

  @AfterEach
  void heal() {
    gateway.heal();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static List<JsonNode> pairs(String prompt) {
    try {
      return Files.readAllLines(file()).stream()
          .map(ShadowTest::parse)
          .filter(pair -> pair.path("prompt").textValue().equals(prompt))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException invalid) {
      throw new AssertionError(line, invalid);
    }
  }

  private static JsonNode awaitPair(String prompt) {
    await(prompt).atMost(PATIENCE).until(() -> pairs(prompt).size() == 1);
    return pairs(prompt).getFirst();
  }

  private double counted(String result) {
    return gateway.metrics().sum("gateway_shadow_total", "result=\"" + result + "\"");
  }

  @Test
  void a_whole_answer_is_kept_beside_the_candidate_s() throws IOException {
    Reply reply = gateway.generate("whole", "general");

    JsonNode pair = awaitPair("whole");
    assertThat(pair.path("expected").textValue()).isEqualTo(reply.field("response"));
    assertThat(pair.path("use_case").textValue()).isEqualTo("general");
    assertThat(pair.path("live").path("model").textValue()).isEqualTo("claude-haiku");
    assertThat(pair.path("live").path("output_tokens").intValue()).isPositive();
    assertThat(pair.path("shadow").path("model").textValue()).isEqualTo("nova");
    assertThat(pair.path("shadow").path("region").textValue()).startsWith("us-");
    assertThat(pair.path("shadow").path("answer").textValue()).contains(NOVA);
    assertThat(pair.path("shadow").has("failure")).isFalse();
    assertThat(pair.path("at").textValue()).endsWith("Z");
    assertThat(ShadowTrials.read(file()).trials()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void a_streamed_answer_is_kept_likewise() {
    SseCall reply =
        SseCall.send(
            gateway,
            "/generate",
            "{\"prompt\":\"streamed\",\"use_case\":\"general\",\"stream\":true}");

    assertThat(awaitPair("streamed").path("expected").textValue()).isEqualTo(reply.text());
  }

  @Test
  void what_is_not_opted_in_is_not_copied_and_copies_are_no_calls_of_the_meters() {
    gateway.generate("other", "product_question");
    gateway.chat("of the default use case");
    gateway.chatWith("kept nowhere", "x-bactrian-use-case", "general", "cache-control", "no-store");
    gateway.chatWith("by header", "x-bactrian-use-case", "general");
    awaitPair("by header");

    assertThat(pairs("other")).isEmpty();
    assertThat(pairs("of the default use case")).isEmpty();
    assertThat(pairs("kept nowhere")).isEmpty();
    MetricsPage page = gateway.metrics();
    assertThat(page.sum("gateway_shadow_total", "model=\"nova\"")).isPositive();
    assertThat(page.sum("gateway_shadow_tokens_total", "type=\"output\"")).isPositive();
    for (String calls : List.of("gateway_requests_total", "gateway_attempts_total")) {
      assertThat(page.sum(calls, "model=\"claude-haiku\"")).as(calls).isPositive();
      assertThat(page.sum(calls, "nova")).as(calls).isZero();
    }
  }

  @Test
  void a_candidate_that_is_broken_changes_nothing_for_callers() {
    gateway.set(Fault.exception(FaultKind.VALIDATION).forModel("*nova*"));

    assertThat(gateway.generate("while broken", "general").isLive()).isTrue();
    assertThat(awaitPair("while broken").path("shadow").path("failure").textValue())
        .isEqualTo("caller-invalid-request");
  }

  @Test
  void calls_end_while_the_candidate_hangs_and_further_copies_are_dropped() {
    gateway.set(Fault.silence().forModel("*nova*"));
    double before = counted("busy");
    await("a copy is dropped")
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(gateway.generate("while hanging", "general").isLive()).isTrue();
              return counted("busy") > before;
            });
    await("the copies end")
        .atMost(PATIENCE)
        .until(() -> gateway.metrics().sum("gateway_target_inflight", "nova") == 0);
  }

  @Test
  void a_gateway_stops_while_a_copy_hangs_and_its_file_is_then_free() throws IOException {
    Path own = directory.resolve("own.jsonl");
    try (var stopping = gateway(own, "1m")) {
      assertThatThrownBy(() -> gateway(own, "1m"))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("bactrian.shadow.file")
          .hasMessageContaining("this gateway alone");
      stopping.set(Fault.silence().forModel("*nova*"));
      assertThat(stopping.generate("at the end", "general").isLive()).isTrue();
    }
    assertThat(Files.size(own)).isZero();
    try (var next = Files.newByteChannel(own)) {
      assertThat(next.isOpen()).isTrue();
    }
  }
}
