package io.bactrian.translator.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAiRefusalTest {

  private static final String BODY =
      "{\"model\":\"haiku\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}";

  static Stream<Arguments> refusals() {
    return GoldenRows.of("refusals.json");
  }

  private static void read(JsonNode body, boolean dropUnmapped) {
    var format = new OpenAiFormat(new OpenAiSettings(dropUnmapped, 1024, "general"), () -> 1_700);
    format.read(body, new Envelope("id-9", "default", 77));
  }

  private static JsonNode body(JsonNode row) throws Exception {
    if (row.has("body")) {
      return row.get("body");
    }
    var body = (ObjectNode) GoldenRows.JSON.readTree(BODY);
    row.get("more").properties().forEach(more -> body.set(more.getKey(), more.getValue()));
    return body;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void what_cannot_be_mapped_is_refused_with_what_is_allowed(String name, JsonNode row)
      throws Exception {
    JsonNode body = body(row);
    assertThatThrownBy(() -> read(body, row.has("drop")))
        .as(name)
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(row.get("says").textValue());
  }

  @Test
  void metadata_has_at_most_16_entries() throws Exception {
    var body = (ObjectNode) GoldenRows.JSON.readTree(BODY);
    ObjectNode metadata = body.putObject("metadata");
    for (int i = 0; i < 17; i++) {
      metadata.put("k" + i, "v");
    }
    assertThatThrownBy(() -> read(body, false))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("field 'metadata' must have at most 16 entries");
  }

  @Test
  void a_strange_name_cannot_flood_or_break_the_message() throws Exception {
    var body = (ObjectNode) GoldenRows.JSON.readTree(BODY);
    body.put("x\u0000\n\uD83D\uDE00" + "y".repeat(1_000), 1);
    assertThatThrownBy(() -> read(body, false))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("unknown field 'x????yyy")
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
  }
}
