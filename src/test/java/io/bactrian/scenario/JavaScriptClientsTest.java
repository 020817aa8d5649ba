package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.fixture.Program;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The clients for JavaScript, in Node, with nothing changed but where they send: they retry if they
 * may. Their programs are in {@code src/test/npm}; each has the same cases, which write down what
 * the client gave them under the same names.
 */
@Timeout(120)
class JavaScriptClientsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningGateway gateway =
      RunningGateway.with("bactrian.strategy", "failover", "bactrian.simulator.token-pace", "1ms");

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** What the protocols and their clients call things. */
  enum Client {
    OPENAI("stop", "NotFoundError", "BadRequestError", "InternalServerError", "APIError", 1),
    ANTHROPIC("end_turn", "NotFoundError", "BadRequestError", "InternalServerError", "APIError", 1),
    BEDROCK(
        "end_turn",
        "ResourceNotFoundException",
        "ValidationException",
        "ServiceUnavailableException",
        "ServiceUnavailableException",
        3);

    private final String ordinaryEnd;
    private final String unknown;
    private final String invalid;
    private final String unavailable;
    private final String broken;
    private final int triesOfDead;

    Client(
        String ordinaryEnd,
        String unknown,
        String invalid,
        String unavailable,
        String broken,
        int triesOfDead) {
      this.ordinaryEnd = ordinaryEnd;
      this.unknown = unknown;
      this.invalid = invalid;
      this.unavailable = unavailable;
      this.broken = broken;
      this.triesOfDead = triesOfDead;
    }

    String program() {
      return name().toLowerCase(Locale.ROOT) + ".mjs";
    }
  }

  /** Runs cases one after the other; returns by case what it saw. */
  private Map<String, JsonNode> run(Client client, String... cases) throws Exception {
    return Program.node(client.program())
        .and(cases)
        .with("GATEWAY", "http://127.0.0.1:" + gateway.port())
        .run()
        .lines()
        .map(JavaScriptClientsTest::json)
        .collect(toMap(saw -> saw.path("case").asText(), saw -> saw));
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException other) {
      throw new AssertionError(line, other);
    }
  }

  private static String text(JsonNode saw) {
    assertThat(saw.has("raised")).as("%s", saw).isFalse();
    return saw.path("text").asText();
  }

  private static String joined(JsonNode saw) {
    return StreamSupport.stream(saw.path("pieces").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining());
  }

  private static void assertRaised(JsonNode saw, String type, int status) {
    assertThat(saw.path("raised")).as("%s", saw).extracting(JsonNode::asText).contains(type);
    assertThat(saw.path("status").asInt()).as("%s", saw).isEqualTo(status);
    assertThat(saw.path("requestId").isTextual()).as("%s", saw).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_is_the_same_whole_and_in_pieces(Client client) throws Exception {
    Map<String, JsonNode> saw = run(client, "whole", "streamed", "image");
    JsonNode whole = saw.get("whole");
    assertThat(text(whole)).contains("camels");
    assertThat(whole.path("stop").asText()).isEqualTo(client.ordinaryEnd);
    assertThat(whole.path("inputTokens").asInt()).isPositive();
    assertThat(whole.path("outputTokens").asInt()).isPositive();
    assertThat(whole.path("requestId").isTextual()).as("has a request id").isTrue();

    JsonNode streamed = saw.get("streamed");
    assertThat(streamed.path("pieces")).hasSizeGreaterThan(3);
    assertThat(joined(streamed)).isEqualTo(text(whole));
    for (String what : new String[] {"stop", "inputTokens", "outputTokens"}) {
      assertThat(streamed.path(what)).as(what).isEqualTo(whole.path(what));
    }

    JsonNode image = saw.get("image");
    assertThat(text(image)).contains("camels");
    assertThat(image.path("inputTokens").asInt())
        .as("the image counts")
        .isGreaterThan(whole.path("inputTokens").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void a_tool_is_called_and_its_result_understood(Client client) throws Exception {
    Map<String, JsonNode> saw = run(client, "tool", "toolStreamed");
    assertThat(saw.values())
        .hasSize(2)
        .allSatisfy(
            talk -> {
              assertThat(talk.path("input").path("animal").asText()).isEqualTo("simulated animal");
              assertThat(text(talk)).contains("The tool has answered.");
              assertThat(talk.path("stop").asText()).isEqualTo(client.ordinaryEnd);
            });
  }

  @ParameterizedTest
  @EnumSource
  void failures_raise_the_clients_own_exceptions(Client client) throws Exception {
    Map<String, JsonNode> saw = run(client, "unknownModel", "invalid");
    JsonNode unknown = saw.get("unknownModel");
    assertRaised(unknown, client.unknown, 404);
    assertThat(unknown.path("message").asText()).contains("gpt");
    JsonNode invalid = saw.get("invalid");
    assertRaised(invalid, client.invalid, 400);
    assertThat(invalid.path("message").asText()).containsPattern("max_?[tT]okens");

    gateway.set(Fault.exception(FaultKind.INTERNAL));
    assertRaised(run(client, "whole").get("whole"), client.unavailable, 503);
    assertThat(gateway.received(WEST)).as("is told whether to retry").isEqualTo(client.triesOfDead);
  }

  @ParameterizedTest
  @EnumSource
  void another_region_serves_while_the_first_is_broken(Client client) throws Exception {
    gateway.set(Fault.reset().in(EAST));
    Map<String, JsonNode> saw = run(client, "whole", "streamed");
    assertThat(text(saw.get("whole"))).contains(WEST);
    assertThat(joined(saw.get("streamed"))).isEqualTo(text(saw.get("whole")));
    assertThat(gateway.received(EAST)).as("was asked first").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_that_breaks_raises_the_clients_exception_after_all_that_came(Client client)
      throws Exception {
    String whole = text(run(client, "whole").get("whole"));
    // The beginning of the message, and five pieces.
    gateway.set(Fault.cutAfter(6).in(EAST));
    JsonNode streamed = run(client, "streamed").get("streamed");
    assertThat(streamed.path("raised")).extracting(JsonNode::asText).contains(client.broken);
    assertThat(streamed.path("pieces")).hasSize(5);
    assertThat(whole).startsWith(joined(streamed)).isNotEqualTo(joined(streamed));
    assertThat(streamed.has("stop")).as("%s", streamed).isFalse();
    assertThat(gateway.received(WEST)).as("nobody else was asked").isZero();
  }
}
