package io.bactrian.ingress.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {

  private final JsonBodies bodies = new JsonBodies(new JsonLimits(100, 10_000, 50, 100, 5_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "[1,",
        "\"abc",
        "{\"a\":",
        "tru",
        "nul",
        "-",
        "1.",
        "01",
        "+1",
        ".5",
        "NaN",
        "Infinity",
        "-Infinity",
        "{\"a\":NaN}",
        "{'a':1}",
        "{a:1}",
        "[1,]",
        "{\"a\":1,}",
        "{} {}",
        "{}x",
        "1 2",
        "/* c */{}",
        "// c\n{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":{\"b\":1,\"b\":1}}",
        "\"\\ud800\"",
        "\"\\uDBFF\"",
        "\"\\udc00\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800x\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\\\udc00\"",
        "{\"\\ud800\":1}",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"a\0b\"",
        "\0",
        "\"a\nb\"",
        "\"a\tb\"",
        "\ufeff{}",
        "\u00a0{}",
        "]",
      })
  void hostile_text_is_refused_without_echo(String text) {
    refuses(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "22ff22",
        "22c022",
        "22c08022",
        "22c1bf22",
        "22e08080",
        "22e0808022",
        "22eda08022",
        "22edbfbf22",
        "22f080808022",
        "22f490808022",
        "22f880808080",
        "22e282",
        "22f09f98",
        "feff007b007d",
        "fffe7b007d00",
        "007b007d",
        "7b007d00",
        "0000007b0000007d",
        "7b0000007d000000",
        "efbbbf7b7d"
      })
  void bytes_that_are_not_utf_8_are_refused(String hex) {
    refuses(HexFormat.of().parseHex(hex));
  }

  @Test
  void each_limit_is_named_with_its_value() {
    assertBad("[".repeat(100_000), "JSON is nested deeper than 100 levels.");
    assertBad("{\"a\":".repeat(100_000), "JSON is nested deeper than 100 levels.");
    assertBad("\"" + "x".repeat(10_001) + "\"", "A JSON string is longer than 10000 characters.");
    assertBad("1".repeat(51), "A JSON number is longer than 50 characters.");
    assertBad("1." + "1".repeat(60), "A JSON number is longer than 50 characters.");
    assertBad("{\"" + "x".repeat(101) + "\":1}", "A JSON name is longer than 100 characters.");
    assertBad("[" + "1,".repeat(6_000) + "1]", "JSON has more than 5000 tokens.");
    assertBad(
        "\"" + "x".repeat(8_000_000) + "\"", "A JSON string is longer than 10000 characters.");
  }

  @Test
  void messages_name_the_problem_and_show_no_content() {
    assertBad(
        "{\"secret\":1,\"secret\":2}", "An object has the same name twice at line 1, column ");
    assertBad("{\"a\":secret}", "Malformed JSON at line 1, column ");
    assertBad("{} secret", "Malformed JSON at line 1, column ");
    assertBad("{} {}", "Something follows the JSON value at line 1, column ");
    assertBad("{\"a\"", "JSON ends too early.");
    assertBad("", "The body is empty.");
    assertBad("\"\\ud800\"", "A JSON string has half of a surrogate pair.");
  }

  @Test
  void good_json_is_read() throws Exception {
    JsonNode node =
        read(
            "{\"a\":[1,2.5,true,null],\"\u00e4\u20ac\":\"\ud83d\ude00 \\ud83d\\ude00 \\u0000 \\\\ud800\"}");
    assertThat(node.get("a")).hasSize(4);
    assertThat(node.get("\u00e4\u20ac").textValue())
        .isEqualTo("\ud83d\ude00 \ud83d\ude00 \0 \\ud800");
    assertThat(read("[".repeat(100) + "]".repeat(100))).isNotNull();
    assertThat(read("\"" + "x".repeat(10_000) + "\"").textValue()).hasSize(10_000);
    assertThat(read("1e400").isNumber()).isTrue();
    assertThat(read("null").isNull()).isTrue();
  }

  @Test
  void the_utf_8_check_agrees_with_the_platform() {
    Random random = new Random(42);
    byte[] interesting = {
      'a',
      'b',
      (byte) 0x80,
      (byte) 0xBF,
      (byte) 0xC2,
      (byte) 0xDF,
      (byte) 0xE0,
      (byte) 0xA0,
      (byte) 0xED,
      (byte) 0x9F,
      (byte) 0xEF,
      (byte) 0xF0,
      (byte) 0x90,
      (byte) 0xF4,
      (byte) 0x8F,
      (byte) 0xF5,
      (byte) 0xC1,
      (byte) 0xFF
    };
    for (int i = 0; i < 200_000; i++) {
      byte[] text = new byte[1 + random.nextInt(6)];
      for (int j = 0; j < text.length; j++) {
        text[j] = interesting[random.nextInt(interesting.length)];
      }
      assertThat(passes(text)).as("%s", HexFormat.of().formatHex(text)).isEqualTo(isUtf8(text));
    }
  }

  @Test
  void cut_and_changed_documents_give_bad_json_or_a_value() {
    byte[] good =
        "{\"a\":[1,-2.5e3,\"\u00e4\\u00e4\\ud83d\\ude00\"],\"b\":{\"c\":null,\"d\":true}}"
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      try {
        assertThat(bodies.read(changed)).isNotNull();
      } catch (BadJson expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void limits_must_be_positive() {
    assertThatThrownBy(() -> new JsonLimits(0, 1, 1, 1, 1))
        .hasMessage("bactrian.json.max-depth is 0, must be at least 1");
  }

  private JsonNode read(String text) throws BadJson {
    return bodies.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refuses(byte[] body) {
    assertThatExceptionOfType(BadJson.class).isThrownBy(() -> bodies.read(body));
  }

  private void assertBad(String text, String message) {
    assertThatExceptionOfType(BadJson.class)
        .isThrownBy(() -> read(text))
        .satisfies(
            bad -> assertThat(bad.getMessage()).startsWith(message).doesNotContain("secret"));
  }

  private static boolean passes(byte[] text) {
    try {
      JsonText.check(text);
      return true;
    } catch (BadJson bad) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
