package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller may ask what would be called, and nothing is. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class ExplainTest {

  private static final String HAIKU = "claude-haiku";

  private final HttpClient client = HttpClient.newHttpClient();
  private final RunningGateway gateway =
      RunningGateway.with(
          "bactrian.models", "claude-haiku,nova",
          "bactrian.model.nova.id", "amazon.nova-lite-v1:0",
          "bactrian.model.claude-haiku.fallbacks", "nova");
  private long before;

  @BeforeEach
  void count() {
    before = asked();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private long asked() {
    return gateway.received(EAST) + gateway.received(WEST);
  }

  private Reply explained(HttpRequest request) throws Exception {
    HttpRequest asking =
        HttpRequest.newBuilder(request, (name, value) -> true)
            .header("x-bactrian-explain", "true")
            .build();
    return Reply.of(client.send(asking, BodyHandlers.ofString()));
  }

  @ParameterizedTest
  @EnumSource
  void every_endpoint_tells_what_would_be_called_and_calls_nothing(Endpoint endpoint)
      throws Exception {
    Reply reply = explained(endpoint.request(gateway, HAIKU, "Why?"));

    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    JsonNode told = reply.body();
    assertThat(told.path("model").textValue()).isEqualTo(HAIKU);
    assertThat(told.path("use_case").textValue()).isEqualTo("default");
    assertThat(told.path("targets").findValuesAsText("target"))
        .containsExactly("us-east-1/claude-haiku", "us-west-2/claude-haiku");
    assertThat(told.path("targets").findValuesAsText("usable")).containsOnly("true");
    assertThat(told.path("fallback_models").findValuesAsText("model")).containsExactly("nova");
    assertThat(asked()).isEqualTo(before);
  }

  @Test
  void the_query_asks_for_it_too_and_a_call_that_names_no_model_hears_why_it_is_this_one() {
    Reply reply =
        gateway
            .callLater("/generate?explain=true", "{\"prompt\":\"Why?\",\"use_case\":\"general\"}")
            .join();

    assertThat(reply.field("reason")).isEqualTo("bactrian.default-model");
    assertThat(reply.field("use_case")).isEqualTo("general");
    assertThat(reply.field("strategy_version")).isEqualTo("null");
    assertThat(asked()).isEqualTo(before);
  }

  @Test
  void a_target_that_is_out_is_told_as_such() {
    gateway.post("/circuit-breakers/us-east-1/nova/open");

    Reply reply =
        gateway
            .callLater(
                "/v1/chat/completions?explain=true",
                "{\"model\":\"nova\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}")
            .join();

    assertThat(reply.body().path("targets").findValuesAsText("usable"))
        .containsExactly("false", "true");
    assertThat(reply.body().path("targets").get(0).path("circuit_breaker").textValue())
        .isEqualTo("FORCED_OPEN");
    gateway.post("/circuit-breakers/us-east-1/nova/reset");
  }

  @Test
  void what_would_be_refused_is_refused_in_the_protocols_own_shape() {
    Reply unknown =
        gateway
            .callLater(
                "/v1/chat/completions?explain=true",
                "{\"model\":\"nobody\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}")
            .join();
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().path("error").path("code").textValue()).isEqualTo("model_not_found");

    Reply unclear = gateway.callLater("/chat?explain=perhaps", "{\"content\":\"Why?\"}").join();
    assertThat(unclear.status()).isEqualTo(400);
    assertThat(unclear.field("detail"))
        .isEqualTo(
            "header x-bactrian-explain or parameter explain is 'perhaps'; allowed: true or false");
    assertThat(gateway.chatWith("Why?", "x-bactrian-explain", "yes").status()).isEqualTo(400);
  }

  @Test
  void no_parameter_of_another_name_changes_a_call() {
    assertThat(
            gateway
                .callLater("/chat?model=nova&x-bactrian-explain=false", "{\"content\":\"?\"}")
                .join()
                .servedBy())
        .endsWith("/claude-haiku");
  }

  @Test
  void a_client_of_any_protocol_may_leave_the_model_to_the_gateway() {
    SseCall reply = Endpoint.OPENAI.ask(gateway, "auto", "Why?");
    Endpoint.OPENAI.assertComplete(reply);
    Endpoint.OPENAI.assertNames(reply, HAIKU, "");
    Endpoint.CONVERSE_STREAM.assertComplete(Endpoint.CONVERSE_STREAM.ask(gateway, "auto", "Why?"));
    assertThat(Endpoint.INVOKE.ask(gateway, "auto", "Why?").status()).isEqualTo(404);
  }
}
