package io.bactrian.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bodies that are not what an endpoint asks for. */
final class HostileBodies {

  /** {@code kind} says what is wrong with it. */
  record Body(String kind, byte[] bytes) {}

  /** The limits that a gateway must have for these bodies to be over them. */
  static final int MAX_BODY_BYTES = 65_536;

  static final int MAX_STRING = 10_000;
  static final int MAX_DEPTH = 64;

  private static final List<String> NO_JSON =
      List.of(
          "",
          " ",
          "null",
          "true",
          "42",
          "NaN",
          "[]",
          "\"text\"",
          "{",
          "}",
          "{]",
          "{'%s':'single quotes'}",
          "{%s:\"no quotes\"}",
          "{\"%s\":\"x\",}",
          "{\"%s\":\"x\"}}",
          "{\"%s\":\"x\"} {\"%s\":\"y\"}",
          "{\"%s\":\"x\"/*comment*/}",
          "{\"%s\":\"line\nbreak\"}",
          "{\"%s\":\"\\x41\"}",
          "{\"%s\":\"\\ud800\"}",
          "{\"%s\":NaN}",
          "{\"%s\":-Infinity}",
          "{\"%s\":01}",
          "{\"%s\":\"x\",\"%s\":\"y\"}",
          "\uFEFF{\"%s\":\"x\"}",
          "{\"%s\":\"a\0b\"}",
          "%s=x&region=us-west-2",
          "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nx\r\n--b--\r\n",
          "<%s>x</%s>");
  private static final List<String> WRONG_VALUES =
      List.of(
          "0",
          "-1.5e300",
          "true",
          "null",
          "[]",
          "[\"x\"]",
          "{}",
          "{\"text\":\"x\"}",
          "\"\"",
          "\"  \"",
          "\"\\n\"");
  private static final List<String> WRONG_NAMES =
      List.of("Content", "PROMPT", "region", "model", "__proto__", "class", "@type", "", "\\u0000");
  private static final byte[][] BAD_UTF8 = {
    {(byte) 0x80},
    {(byte) 0xC0, (byte) 0xAF},
    {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
    {(byte) 0xFF, (byte) 0xFE},
    {(byte) 0xC3},
    {(byte) 0xF0, (byte) 0x9F, (byte) 0x98}
  };

  private final Random random;

  HostileBodies(Random random) {
    this.random = random;
  }

  Body next(String field) {
    return switch (random.nextInt(9)) {
      case 0 -> body("no JSON", pick(NO_JSON).replace("%s", field));
      case 1 -> cut(field);
      case 2 -> body("wrong type", "{\"" + field + "\":" + pick(WRONG_VALUES) + "}");
      case 3 ->
          body("unknown field", "{\"" + field + "\":\"x\",\"" + pick(WRONG_NAMES) + "\":\"y\"}");
      case 4 -> badUtf8(field);
      case 5 -> deep(field);
      case 6 -> longString(field);
      case 7 -> random.nextInt(4) == 0 ? huge(field) : garbage();
      default -> utf16(field);
    };
  }

  private Body cut(String field) {
    String whole = "{\"" + field + "\":\"question\",\"system_prompt\":\"be brief\"}";
    return body("cut", whole.substring(0, random.nextInt(1, whole.length())));
  }

  private Body badUtf8(String field) {
    byte[] bytes = bytes("{\"" + field + "\":\"question ???? with more after it\"}");
    byte[] bad = BAD_UTF8[random.nextInt(BAD_UTF8.length)];
    System.arraycopy(
        bad, 0, bytes, new String(bytes, StandardCharsets.UTF_8).indexOf('?'), bad.length);
    return new Body("bad UTF-8", bytes);
  }

  private Body deep(String field) {
    int depth = random.nextInt(MAX_DEPTH + 1, 20_000);
    boolean closed = random.nextBoolean();
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String close = open.equals("[") ? "]" : "}";
    String nested =
        open.repeat(Math.min(depth, 10_000))
            + (closed ? "1" + close.repeat(Math.min(depth, 10_000)) : "");
    return body("deep", "{\"" + field + "\":" + nested + "}");
  }

  private Body longString(String field) {
    int length = random.nextInt(MAX_STRING + 1, 2 * MAX_STRING);
    return body("long string", "{\"" + field + "\":\"" + "x".repeat(length) + "\"}");
  }

  private Body huge(String field) {
    int length = MAX_BODY_BYTES + random.nextInt(1, 100_000);
    return body("huge", "{\"" + field + "\":\"" + "x".repeat(length) + "\"}");
  }

  private Body garbage() {
    byte[] bytes = new byte[random.nextInt(1, 300)];
    random.nextBytes(bytes);
    return new Body("garbage", bytes);
  }

  private Body utf16(String field) {
    byte[] bytes =
        ("{\"" + field + "\":\"x\"}")
            .getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
    return new Body("UTF-16", Arrays.copyOf(bytes, bytes.length));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Body body(String kind, String text) {
    return new Body(kind, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
