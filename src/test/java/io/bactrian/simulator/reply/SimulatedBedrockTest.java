package io.bactrian.simulator.reply;

import static io.bactrian.simulator.quality.SimulatedKnowledge.none;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.wire.ExceptionType;
import io.bactrian.simulator.wire.Operation;
import io.bactrian.simulator.wire.RequestRejected;
import io.bactrian.simulator.wire.RequestTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulated models say, and what they refuse. */
class SimulatedBedrockTest {

  private static final String MODEL = "anthropic.claude-x-v1:0";
  private static final String TOOLS =
      "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"find\",\"inputSchema\":{\"json\":{}}}},"
          + "{\"toolSpec\":{\"name\":\"book\",\"inputSchema\":{\"json\":{\"type\":\"object\","
          + "\"required\":[\"seats\"],\"properties\":{\"seats\":{\"type\":\"integer\"}}}}}}]%s}";

  private final ObjectMapper json = new ObjectMapper();
  private final SimulatedBedrock bedrock = new SimulatedBedrock("us-east-1", 3, none(), json);

  private JsonNode converse(String body) {
    return answer(Operation.CONVERSE, MODEL, body);
  }

  private JsonNode answer(Operation operation, String model, String body) {
    var target = new RequestTarget(operation, model);
    var answer = (Answer.Body) bedrock.answer(target, body.getBytes(UTF_8), Content.FULL);
    try {
      return json.readTree(answer.bytes().apply(12));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ask(String text, String more) {
    return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}]%s}"
        .formatted(text, more);
  }

  private static String text(JsonNode reply) {
    return reply.at("/output/message/content/0/text").asText();
  }

  @Test
  void says_that_it_is_simulated_and_repeats_a_part_of_the_prompt() {
    assertThat(text(converse(ask("What is a dromedary?", ""))))
        .startsWith("[simulated anthropic.claude-x-v1:0 in us-east-1] ")
        .contains("What is a dromedary?");
    assertThat(text(converse(ask("long ".repeat(1000), ""))).length()).isLessThan(600);
  }

  @Test
  void same_request_has_the_same_reply_and_another_has_another() {
    JsonNode first = converse(ask("One", ""));

    assertThat(converse(ask("One", ""))).isEqualTo(first);
    assertThat(new SimulatedBedrockTest().converse(ask("One", ""))).isEqualTo(first);
    assertThat(text(converse(ask("Two", ""))).replace("Two", "One")).isNotEqualTo(text(first));
  }

  @Test
  void reports_the_time_and_tokens_that_add_up() {
    JsonNode reply = converse(ask("12345678", ""));
    assertThat(reply.at("/metrics/latencyMs").asLong()).isEqualTo(12);
    assertThat(reply.at("/usage/inputTokens").asInt()).isEqualTo(2);
    assertThat(reply.at("/usage/outputTokens").asInt()).isEqualTo((text(reply).length() + 3) / 4);
    assertThat(reply.at("/usage/totalTokens").asInt())
        .isEqualTo(2 + reply.at("/usage/outputTokens").asInt());
  }

  @Test
  void stops_at_max_tokens() {
    JsonNode reply = converse(ask("Hello", ",\"inferenceConfig\":{\"maxTokens\":5}"));

    assertThat(reply.get("stopReason").asText()).isEqualTo("max_tokens");
    assertThat(reply.at("/usage/outputTokens").asInt()).isEqualTo(5);
    assertThat(text(reply)).hasSize(20);
  }

  @Test
  void stops_before_the_first_stop_sequence() {
    JsonNode reply =
        converse(ask("Hello", ",\"inferenceConfig\":{\"stopSequences\":[\"Hello\",\" in \"]}"));

    assertThat(reply.get("stopReason").asText()).isEqualTo("stop_sequence");
    assertThat(text(reply)).isEqualTo("[simulated anthropic.claude-x-v1:0");
  }

  @Test
  void anthropic_body_names_the_stop_sequence() {
    JsonNode reply =
        answer(
            Operation.INVOKE_MODEL,
            MODEL,
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":50,\"stop_sequences\":"
                + "[\" in \"],\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

    assertThat(reply.get("stop_reason").asText()).isEqualTo("stop_sequence");
    assertThat(reply.get("stop_sequence").asText()).isEqualTo(" in ");
  }

  @Test
  void answers_a_json_schema_with_json_that_fits() {
    String schema =
        "{\\\"type\\\":\\\"object\\\",\\\"required\\\":[\\\"n\\\"],"
            + "\\\"properties\\\":{\\\"n\\\":{\\\"type\\\":\\\"integer\\\"}}}";
    String format =
        ",\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":"
            + "{\"jsonSchema\":{\"schema\":\"%s\"}}}}";

    assertThat(text(converse(ask("Hello", format.formatted(schema))))).isEqualTo("{\"n\":1}");
    assertRefused(
        ask("Hello", format.formatted("{")), ExceptionType.VALIDATION, "not a valid JSON schema");
  }

  @ParameterizedTest
  @CsvSource({
    "Hello, ',\"toolChoice\":{\"any\":{}}', find",
    "Hello, ',\"toolChoice\":{\"tool\":{\"name\":\"book\"}}', book",
    "please book two seats, ',\"toolChoice\":{\"auto\":{}}', book",
    "please book two seats, '', book"
  })
  void calls_a_tool_that_is_demanded_or_mentioned(String text, String choice, String tool) {
    JsonNode reply = converse(ask(text, "," + TOOLS.formatted(choice)));
    JsonNode use = reply.at("/output/message/content").findValue("toolUse");

    assertThat(reply.get("stopReason").asText()).isEqualTo("tool_use");
    assertThat(use.get("name").asText()).isEqualTo(tool);
    assertThat(use.get("toolUseId").asText()).matches("tooluse_[a-zA-Z0-9]{22}");
    assertThat(use.get("input").toString()).isEqualTo("book".equals(tool) ? "{\"seats\":1}" : "{}");
  }

  @Test
  void leaves_tools_alone_that_nobody_mentions() {
    JsonNode reply = converse(ask("Hello", "," + TOOLS.formatted("")));

    assertThat(reply.get("stopReason").asText()).isEqualTo("end_turn");
  }

  @Test
  void answers_a_tool_result_with_text_so_that_the_loop_ends() {
    String more = "," + TOOLS.formatted(",\"toolChoice\":{\"any\":{}}");
    JsonNode call = converse(ask("Hello", more));
    String id = call.at("/output/message/content/0/toolUse/toolUseId").asText();
    String followUp =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]},"
            + call.at("/output/message")
            + ",{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\""
            + id
            + "\",\"content\":[{\"text\":\"found\"}]}}]}]"
            + more
            + "}";

    JsonNode reply = converse(followUp);

    assertThat(reply.get("stopReason").asText()).isEqualTo("end_turn");
    assertThat(text(reply)).contains("The tool has answered.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                  | must start with a user message
          {"messages":[]}                                     | must start with a user message
          {"messages":[{"role":"assistant","content":[{"text":"a"}]}]} | must start with a user
          {"messages":[{"role":"user","content":[]}]}         | content field in the Message object
          {"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"user","content":[{"text":"b"}]}]} | must alternate between user
          {"messages":[{"role":"king","content":[{"text":"a"}]}]} | satisfy enum value set: [user
          {"messages":[{"content":[{"text":"a"}]}]}           | 'messages.1.member.role' failed to
          {"messages":[{"role":"user"}]}                      | Value 'null' at 'messages.1.member.content'
          {"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"x"}}]}]} | toolConfig field must be defined
          """)
  void refuses_conversations_that_bedrock_refuses(String body, String message) {
    assertRefused(body, ExceptionType.VALIDATION, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "inferenceConfig":{"maxTokens":0}          | greater than or equal to 1
          "inferenceConfig":{"temperature":1.5}      | less than or equal to 1
          "inferenceConfig":{"topP":-0.1}            | greater than or equal to 0
          "inferenceConfig":{"stopSequences":[""]}   | stopSequences.1.member
          "inferenceConfig":{"maxTokens":0,"topP":2} | 2 validation errors detected: Value '0'
          "toolConfig":{"tools":[]}                  | toolConfig.tools
          "toolConfig":{"tools":[{"toolSpec":{"name":"no spaces"}}]} | [a-zA-Z0-9_-]+
          "system":[{"text":""}]                     | system.1.member.text
          """)
  void refuses_parameters_outside_the_model(String member, String message) {
    assertRefused(ask("Hello", "," + member), ExceptionType.VALIDATION, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"messages\":",
        "{\"messages\":\"Hello\"}",
        "{\"messages\":[7]}",
        "{\"messages\":[],\"inferenceConfig\":{\"maxTokens\":\"many\"}}"
      })
  void refuses_bodies_of_the_wrong_type(String body) {
    assertRefused(body, ExceptionType.SERIALIZATION, "");
  }

  @Test
  void demands_the_results_of_all_tool_calls() {
    String body =
        """
        {"messages":[{"role":"user","content":[{"text":"a"}]},
        {"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"find","input":{}}}]},
        {"role":"user","content":[{"text":"b"}]}],%s}"""
            .formatted(TOOLS.formatted(""));

    assertRefused(
        body,
        ExceptionType.VALIDATION,
        "Expected toolResult blocks at messages.2.content for the following Ids: t1");
  }

  @Test
  void refuses_what_is_no_model_id() {
    assertThatThrownBy(() -> answer(Operation.CONVERSE, "a model", ask("Hello", "")))
        .hasMessage("The provided model identifier is invalid.");
  }

  private void assertRefused(String body, ExceptionType type, String message) {
    assertThatThrownBy(() -> converse(body))
        .isInstanceOfSatisfying(
            RequestRejected.class, rejected -> assertThat(rejected.type()).isEqualTo(type))
        .hasMessageContaining(message);
  }
}
