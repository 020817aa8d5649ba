package io.bactrian.translator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.converse.SdkJsonWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAiRequestTest {

  private static final String BODY =
      "{\"model\":\"haiku\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}";
  private static final String CONVERSE =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Why?\"}]}],"
          + "\"inferenceConfig\":{\"maxTokens\":1024}}";

  static Stream<Arguments> requests() {
    return GoldenRows.of("requests.json");
  }

  private static GatewayCall read(JsonNode body, boolean dropUnmapped) {
    var format = new OpenAiFormat(new OpenAiSettings(dropUnmapped, 1024, "general"), () -> 1_700);
    return format.read(body, new Envelope("id-9", "default", 77));
  }

  private static JsonNode with(String defaults, JsonNode more) throws Exception {
    var json = (ObjectNode) GoldenRows.JSON.readTree(defaults);
    more.properties().forEach(member -> json.set(member.getKey(), member.getValue()));
    return json;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void a_request_becomes_the_converse_request_of_its_row(String name, JsonNode row)
      throws Exception {
    GatewayCall call = read(with(BODY, row.get("body")), row.has("drop"));

    assertThat(GoldenRows.normal(new SdkJsonWriter().write(call.question().conversation())))
        .as(name)
        .isEqualTo(GoldenRows.normal(with(CONVERSE, row.get("converse"))));
  }

  @Test
  void a_call_knows_whose_it_is() throws Exception {
    GatewayCall call = read(GoldenRows.JSON.readTree(BODY), false);

    assertThat(call.requestId()).isEqualTo("id-9");
    assertThat(call.tenant()).isEqualTo("default");
    assertThat(call.api()).isEqualTo("openai");
    assertThat(call.useCase()).isEqualTo("general");
    assertThat(call.model()).isEqualTo("haiku");
    assertThat(call.receivedNanos()).isEqualTo(77);
    assertThat(call.question().conversation().modelId()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                        | false | false
          {"stream":false,"stream_options":{}}                      | false | false
          {"stream":true}                                           | true  | false
          {"stream":true,"stream_options":{"include_usage":true}}   | true  | true
          {"stream":true,"stream_options":{"include_usage":false}}  | true  | false
          {"stream":true,"stream_options":{"include_obfuscation":false}} | true  | false
          """)
  void a_call_knows_how_the_answer_is_wanted(String more, boolean streamed, boolean usage)
      throws Exception {
    GatewayCall call = read(with(BODY, GoldenRows.JSON.readTree(more)), false);
    assertThat(call.delivery()).isEqualTo(new Delivery("haiku", streamed, usage));
  }
}
