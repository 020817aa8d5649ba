package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.fixture.LocalModelServer;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bedrock is down everywhere: the local model answers, and says that it is the local one. */
@Timeout(120)
class LocalModelTest {

  private static final String ASKED = "claude-haiku";
  private static final Set<Endpoint> NO_CONVERSATIONS =
      EnumSet.of(
          Endpoint.INVOKE,
          Endpoint.INVOKE_STREAM,
          Endpoint.COUNT_TOKENS,
          Endpoint.ANTHROPIC_COUNT_TOKENS);

  private final LocalModelServer local = new LocalModelServer();

  @AfterEach
  void stop() {
    local.close();
  }

  private RunningGateway dead(String api, String... more) {
    RunningGateway gateway =
        RunningGateway.with(
            Stream.concat(
                    Stream.of(
                        "bactrian.local.url", local.url().toString(),
                        "bactrian.local.api", api,
                        "bactrian.local.model", "llama",
                        "bactrian.local.api-key", "secret-1",
                        "bactrian.local.timeout", "3s",
                        "bactrian.local.first-content-timeout", "3s"),
                    Stream.of(more))
                .toArray(String[]::new));
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    return gateway;
  }

  private static String header(SseCall reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "ollama"})
  void the_local_model_answers_conversations_of_every_endpoint(String api) {
    try (var gateway = dead(api)) {
      for (Endpoint endpoint : EnumSet.complementOf(EnumSet.copyOf(NO_CONVERSATIONS))) {
        SseCall reply = endpoint.ask(gateway, ASKED, "question of " + endpoint);
        endpoint.assertComplete(reply);
        assertThat(header(reply, "x-bactrian-served-by")).as("%s", endpoint).isEqualTo("local");
        assertThat(header(reply, "x-bactrian-degraded")).isEqualTo("local");
        assertThat(reply.attempts()).endsWith("local/llama=ok");
      }
      assertThat(local.keys()).containsOnly("Bearer secret-1");
      JsonNode asked = local.requests().getFirst();
      assertThat(asked.path("model").textValue()).isEqualTo("llama");
      assertThat(asked.path("messages").findValuesAsText("role")).containsExactly("system", "user");
    }
  }

  @Test
  void replies_name_the_local_model_where_their_protocol_names_one() {
    try (var gateway = dead("ollama")) {
      Reply generated = gateway.generate("question", "general");
      assertThat(generated.field("model_used")).isEqualTo("LOCAL:llama");
      assertThat(generated.field("response")).isEqualTo(LocalModelServer.ANSWER);
      assertThat(gateway.chat("question").field("region")).isEqualTo("local");
      assertThat(
              gateway.chat("question").body().path("token_usage").path("outputTokens").intValue())
          .isEqualTo(7);
      SseCall openAi = Endpoint.OPENAI.ask(gateway, ASKED, "question");
      assertThat(String.join("", openAi.lines())).contains("\"model\":\"llama\"");
    }
  }

  @Test
  void bodies_in_a_models_own_format_and_counts_go_past_it() {
    try (var gateway = dead("openai")) {
      for (Endpoint endpoint : NO_CONVERSATIONS) {
        SseCall reply = endpoint.ask(gateway, ASKED, "question");
        assertThat(reply.status()).as("%s", endpoint).isEqualTo(503);
        assertThat(header(reply, "x-bactrian-served-by")).isEqualTo("degraded");
      }
      assertThat(local.requests()).isEmpty();
    }
  }

  @Test
  void an_answer_of_the_local_model_is_not_kept_for_the_asked_one() {
    try (var gateway = dead("openai")) {
      assertThat(gateway.chat("question").servedBy()).isEqualTo("local");
      local.set(LocalModelServer.Fault.BUSY);
      assertThat(gateway.chat("question").servedBy()).isEqualTo("degraded");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "ollama"})
  void a_tool_is_called_whole_and_streamed(String api) {
    try (var gateway = dead(api)) {
      for (boolean streamed : new boolean[] {false, true}) {
        SseCall reply =
            SseCall.send(
                gateway,
                "/v1/messages",
                """
                {"model":"claude-haiku","max_tokens":99,"stream":%s,
                 "messages":[{"role":"user","content":"Weather?"}],
                 "tools":[{"name":"weather","input_schema":{"type":"object"}}]}\
                """
                    .formatted(streamed));
        String body = String.join("\n", reply.lines());
        assertThat(reply.status()).as(body).isEqualTo(200);
        assertThat(header(reply, "x-bactrian-served-by")).isEqualTo("local");
        assertThat(body).contains("\"name\":\"weather\"", "\"tool_use\"", "city", "Paris");
      }
    }
  }

  @Test
  void its_breaker_opens_by_itself_and_shows_where_the_others_do() {
    try (var gateway = dead("openai")) {
      local.set(LocalModelServer.Fault.BROKEN);
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.chat("question " + i).attempts())
            .endsWith("local/llama=target-internal-error");
      }
      assertThat(gateway.board("local").path("state").textValue()).isEqualTo("open");
      assertThat(gateway.board("local").path("config").path("window_size").intValue()).isEqualTo(6);
      int asked = local.requests().size();
      assertThat(gateway.chat("one more").attempts()).isEqualTo("none");
      assertThat(local.requests()).hasSize(asked);
      assertThat(gateway.metrics().sum("gateway_circuit_state", "name=\"local\"")).isEqualTo(1);

      local.set(LocalModelServer.Fault.NONE);
      assertThat(gateway.post("/circuit-breakers/local/reset").status()).isEqualTo(200);
      assertThat(gateway.chat("again").servedBy()).isEqualTo("local");
    }
  }

  @Test
  void meters_tell_what_it_answered() {
    try (var gateway = dead("openai")) {
      gateway.chat("question");
      await("counted")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                MetricsPage page = gateway.metrics();
                String[] attempt = {"region=\"local\"", "model=\"llama\"", "result=\"ok\""};
                assertThat(page.sum("gateway_attempts_total", attempt)).isEqualTo(1);
                assertThat(page.sum("gateway_requests_total", "outcome=\"local\"")).isEqualTo(1);
                assertThat(page.sum("gateway_fallback_total", "to=\"local\"")).isEqualTo(1);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "ollama"})
  void a_stream_that_breaks_after_its_first_content_never_looks_complete(String api) {
    try (var gateway =
        dead(
            api,
            "bactrian.stream.idle-timeout",
            "1s",
            "bactrian.local.breaker.minimum-calls",
            "6")) {
      for (LocalModelServer.Fault fault :
          EnumSet.of(
              LocalModelServer.Fault.CUT_AFTER_CONTENT,
              LocalModelServer.Fault.END_WITHOUT_END_MARK,
              LocalModelServer.Fault.MALFORMED_AFTER_CONTENT,
              LocalModelServer.Fault.ERROR_AFTER_CONTENT,
              LocalModelServer.Fault.SILENCE_AFTER_CONTENT)) {
        local.set(fault);
        SseCall reply = SseCall.chat(gateway, "question " + fault);
        assertThat(reply.status()).as("%s", fault).isEqualTo(200);
        assertThat(reply.text()).as("%s", fault).startsWith("A local");
        assertThat(reply.ending()).as("%s", fault).isEqualTo("error");
      }
    }
  }

  @Test
  void a_caller_that_leaves_ends_the_call_upstream_and_gives_its_place_back() throws Exception {
    try (var gateway = dead("ollama", "bactrian.local.max-concurrent", "1")) {
      local.set(LocalModelServer.Fault.SILENCE_AFTER_CONTENT);
      String body = "{\"stream\":true,\"content\":\"question\"}";
      var response =
          gateway
              .client()
              .send(SseCall.request(gateway, "/chat", body), BodyHandlers.ofInputStream());
      try (InputStream stream = response.body()) {
        assertThat(stream.read()).isNotNegative();
      }
      await("ended upstream").atMost(PATIENCE).until(() -> local.left() == 1);
      local.set(LocalModelServer.Fault.NONE);
      await("its place")
          .atMost(PATIENCE)
          .until(() -> gateway.chat("again").servedBy().equals("local"));
    }
  }
}
