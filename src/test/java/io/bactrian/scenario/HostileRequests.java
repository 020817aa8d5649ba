package io.bactrian.scenario;

import io.bactrian.scenario.RawCall.Expected;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes requests that no honest client sends, in endless variation and the same in every run. */
final class HostileRequests {

  private static final List<String> STEERING =
      List.of(
          "CamelHttpUri",
          "CamelHttpPath",
          "CamelHttpResponseCode",
          "CamelHttpMethod",
          "CamelHttpHost",
          "CamelToDynamicEndpoint",
          "CamelCaffeineAction",
          "CamelCaffeineKey",
          "CamelAwsBedrockOperation",
          "CamelAwsBedrockOverrideModelId",
          "CamelBeanMethodName",
          "CamelCharsetName",
          "CamelLanguageScript",
          "org.apache.camel.Something",
          "x-bactrian-served-by",
          "x-bactrian-attempts",
          "x-bactrian-region",
          "x-bactrian-received-nanos",
          "x-bactrian-strategy",
          "breadcrumbId",
          "JMSReplyTo",
          "region",
          "X-Forwarded-Host");
  private static final List<String> STEERING_VALUES =
      List.of(
          "us-west-2", "http://127.0.0.1:1/", "500", "0", "-1", "direct:degraded-reply", "${1}");
  private static final List<String> MEDIA =
      List.of(
          "Content-Type: application/x-www-form-urlencoded\r\n",
          "Content-Type: multipart/form-data; boundary=b\r\n",
          "Content-Type: text/plain\r\n",
          "Content-Type: application/xml\r\n",
          "Content-Type: application/json; charset=utf-16\r\n",
          "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
          "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
          "Content-Type: \r\n",
          "");
  private static final List<String> FRAMING =
      List.of(
          "Content-Length: -1\r\n",
          "Content-Length: x\r\n",
          "Content-Length: 5\r\nContent-Length: 6\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: gzip\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
          "Content-Length: 2\r\nBad Header: x\r\n",
          "Content-Length: 2\r\nno colon at all\r\n",
          "Content-Length: 2\r\n: nameless\r\n",
          "Content-Length: 2\r\nX-Nul: a\0b\r\n",
          "Content-Length: 2\r\nHost: other\r\n");

  private final Random random;
  private final HostileBodies bodies;
  private int made;

  HostileRequests(long seed) {
    random = new Random(seed);
    bodies = new HostileBodies(random);
  }

  RawCall next() {
    made++;
    String canary = "canary" + Long.toHexString(random.nextLong());
    return switch (made % 10) {
      case 0 -> media(canary);
      case 1 -> framing(canary);
      case 2 -> address(canary);
      case 3, 4 -> steering(canary);
      default -> body(canary);
    };
  }

  private RawCall body(String canary) {
    String field = random.nextBoolean() ? "content" : "prompt";
    HostileBodies.Body body = bodies.next(field);
    String path = field.equals("content") ? "/chat" : "/generate";
    String head = "X-Secret: " + canary + "\r\n" + json(body.bytes().length);
    return refused(body.kind(), "POST " + path, head, body.bytes(), canary);
  }

  private RawCall media(String canary) {
    String head = "X-Secret: " + canary + "\r\n" + pick(MEDIA);
    byte[] body = valid("content");
    return refused("media type", "POST /chat", head + length(body.length), body, canary);
  }

  private RawCall framing(String canary) {
    String framing = pick(FRAMING);
    String head = "X-Secret: " + canary + "\r\nContent-Type: application/json\r\n" + framing;
    byte[] body = framing.startsWith("Transfer") ? bytes("0\r\n\r\n") : bytes("{}");
    return refused("framing", "POST /chat", head, body, canary);
  }

  private RawCall address(String canary) {
    byte[] body = valid("content");
    String target =
        switch (random.nextInt(6)) {
          case 0 -> pick(List.of("PUT", "DELETE", "PATCH", "OPTIONS")) + " /chat";
          case 1 -> "POST /chat/" + canary;
          case 2 -> "POST /generate/../" + canary;
          case 3 -> "POST /chat%00" + canary;
          case 4 -> "POST /" + canary.toUpperCase(Locale.ROOT);
          default -> "POST /chat%zz";
        };
    return refused("address", target, json(body.length), body, canary);
  }

  /** Nothing is wrong with such a request but what it hopes for. */
  private RawCall steering(String canary) {
    var head = new StringBuilder("X-Secret: " + canary + "\r\n");
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      String value = random.nextInt(3) == 0 ? canary : pick(STEERING_VALUES);
      head.append(anyCase(pick(STEERING))).append(": ").append(value).append("\r\n");
    }
    String field = random.nextBoolean() ? "content" : "prompt";
    byte[] body = valid(field);
    String path = field.equals("content") ? "/chat" : "/generate";
    String query =
        "?" + pick(STEERING) + "=" + canary + "&x=" + pick(List.of("1", "%2e%2e", "${1}"));
    String target = "POST " + path + (random.nextBoolean() ? query : "");
    byte[] request = request(target, head + json(body.length), body);
    return new RawCall("steering", Expected.ANSWER, request, canary);
  }

  private String anyCase(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> name;
      case 1 -> name.toLowerCase(Locale.ROOT);
      case 2 -> name.toUpperCase(Locale.ROOT);
      default ->
          name.chars()
              .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
    };
  }

  private byte[] valid(String field) {
    return bytes("{\"" + field + "\":\"question " + random.nextLong() + "\"}");
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static RawCall refused(
      String kind, String target, String head, byte[] body, String canary) {
    return new RawCall(kind, Expected.REFUSAL, request(target, head, body), canary);
  }

  private static byte[] request(String target, String head, byte[] body) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(bytes(target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"));
    all.writeBytes(bytes(head + "\r\n"));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static String json(int length) {
    return "Content-Type: application/json\r\n" + length(length);
  }

  private static String length(int length) {
    return "Content-Length: " + length + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
