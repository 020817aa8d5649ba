package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes on the wire, read without any client library. */
@Timeout(30)
class RawProtocolTest {

  private static final String BODY =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}";
  private static BedrockSimulator simulator;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions("us-east-1"));
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
  }

  /** Sends one request and reads until the server closes, which "connection: close" asks for. */
  private static byte[] send(String requestLine, String body) throws IOException {
    try (var socket = new Socket("127.0.0.1", simulator.endpoint("us-east-1").getPort())) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          requestLine
              + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: "
              + bytes.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.setSoTimeout(10_000);
      var reply = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      in.transferTo(reply);
      return reply.toByteArray();
    }
  }

  private static String text(String requestLine, String body) throws IOException {
    return new String(send(requestLine, body), StandardCharsets.UTF_8);
  }

  @Test
  void converse_has_the_headers_of_bedrock() throws Exception {
    String reply = text("POST /model/a.b-v1%3A0/converse", BODY);

    assertThat(reply)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .containsPattern("\r\ndate: [A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT\r\n")
        .containsPattern("\r\nx-amzn-requestid: [0-9a-f-]{36}\r\n")
        .contains("\r\ncontent-type: application/json\r\n")
        .containsPattern("\r\ncontent-length: \\d+\r\n")
        .contains("[simulated a.b-v1:0 in us-east-1]")
        .doesNotContain("x-amzn-bedrock-");
  }

  @Test
  void throttling_is_the_captured_reply_of_bedrock() throws Exception {
    simulator.faults().set(Fault.exception(FaultKind.THROTTLING));
    String reply = text("POST /model/a:0/converse", BODY);

    assertThat(reply)
        .startsWith("HTTP/1.1 429 ")
        .contains(
            "\r\nx-amzn-errortype: ThrottlingException"
                + ":http://internal.amazon.com/coral/com.amazon.bedrock/\r\n")
        .contains("\r\ncontent-length: 63\r\n")
        .endsWith("{\"message\":\"Too many tokens, please wait before trying again.\"}")
        .doesNotContain("retry-after");
  }

  @Test
  void unknown_paths_and_methods_are_unknown_operations() throws Exception {
    for (String line :
        new String[] {
          "GET /",
          "GET /model/a/converse",
          "POST /model/a/b/converse",
          "POST /model//converse",
          "POST /model/a/sing",
          "POST /models/a/converse"
        }) {
      assertThat(text(line, ""))
          .as(line)
          .startsWith("HTTP/1.1 404 ")
          .contains("x-amzn-errortype: UnknownOperationException");
    }
  }

  @Test
  void stream_is_chunked_and_framed() throws Exception {
    byte[] reply = send("POST /model/a/converse-stream", BODY);
    String head = new String(reply, StandardCharsets.ISO_8859_1);
    int start = head.indexOf("\r\n\r\n") + 4;

    assertThat(head.substring(0, start))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\ncontent-type: application/vnd.amazon.eventstream\r\n")
        .contains("\r\ntransfer-encoding: chunked\r\n");
    ByteBuffer frame = ByteBuffer.wrap(reply);
    frame.position(head.indexOf("\r\n", start) + 2);
    checkFirstFrame(frame.slice());
    assertThat(head).endsWith("\r\n0\r\n\r\n");
  }

  private static void checkFirstFrame(ByteBuffer frame) {
    int total = frame.getInt(0);
    int headers = frame.getInt(4);
    assertThat(frame.getInt(8)).isEqualTo(crc(frame, 8));
    assertThat(frame.getInt(total - 4)).isEqualTo(crc(frame, total - 4));
    assertThat(text(frame, 12, headers))
        .isEqualTo(
            "\u000b:event-type\u0007\u0000\u000cmessageStart"
                + "\r:content-type\u0007\u0000\u0010application/json"
                + "\r:message-type\u0007\u0000\u0005event");
    assertThat(text(frame, 12 + headers, total - headers - 16))
        .startsWith("{\"role\":\"assistant\",\"p\":\"abc");
  }

  private static int crc(ByteBuffer frame, int length) {
    var crc = new CRC32();
    crc.update(frame.slice(0, length));
    return (int) crc.getValue();
  }

  private static String text(ByteBuffer frame, int from, int length) {
    byte[] bytes = new byte[length];
    frame.get(from, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void cut_ends_with_fin_and_without_the_last_chunk() throws Exception {
    simulator.faults().set(Fault.cutAfter(1));
    String reply =
        new String(send("POST /model/a/converse-stream", BODY), StandardCharsets.ISO_8859_1);

    assertThat(reply).contains("messageStart").doesNotContain("contentBlockDelta");
    assertThat(reply).doesNotEndWith("\r\n0\r\n\r\n");
  }

  @Test
  void cut_and_silence_after_no_events_still_send_the_head() throws Exception {
    simulator.faults().set(Fault.cutAfter(0));

    assertThat(text("POST /model/a/converse-stream", BODY)).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void reset_is_a_tcp_reset() {
    simulator.faults().set(Fault.reset());

    Assertions.assertThatThrownBy(() -> text("POST /model/a/converse", BODY))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void malformed_json_is_a_serialization_exception() throws Exception {
    assertThat(text("POST /model/a/converse", "{\"messages\":"))
        .startsWith("HTTP/1.1 400 ")
        .contains("x-amzn-errortype: SerializationException");
    assertThat(text("POST /model/a/converse", "{\"messages\":7}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("NUMBER_VALUE can not be converted to a List");
  }

  @Test
  void body_that_is_too_large_is_refused() throws Exception {
    String body = "{\"x\":\"" + "x".repeat(25_000_000) + "\"}";

    assertThat(text("POST /model/a/converse", body))
        .startsWith("HTTP/1.1 413 ")
        .contains("x-amzn-errortype: RequestEntityTooLargeException");
  }
}
