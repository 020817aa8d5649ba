package io.bactrian.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request of any bytes on a connection of its own, and whatever came back. */
record RawCall(String kind, Expected expected, byte[] request, String canary) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String[] INSIDES = {
    "Exception", "java.", "javax.", "org.apache", "io.bactrian", "io.vertx", "jackson", "\tat "
  };

  /** What must come back. */
  enum Expected {
    /** A 4xx in the endpoint's shape. */
    REFUSAL,
    /** The answer that anybody would have got. */
    ANSWER
  }

  /** Sends it and returns what is wrong with the reply, empty when nothing is. */
  Optional<String> complaint(int port) {
    String reply;
    try {
      reply = exchange(port);
    } catch (IOException broken) {
      return Optional.of(kind + ": " + broken);
    }
    return complaint(reply)
        .map(what -> kind + ": " + what + "\n  sent " + shown(request) + "\n  got " + reply);
  }

  private Optional<String> complaint(String reply) {
    int bodyAt = reply.indexOf("\r\n\r\n");
    if (bodyAt < 0 || !reply.startsWith("HTTP/1.1 ")) {
      return Optional.of("no reply");
    }
    int status = Integer.parseInt(reply.substring(9, 12));
    boolean legal = expected == Expected.ANSWER ? status == 200 : status >= 400 && status < 500;
    if (!legal) {
      return Optional.of("status " + status);
    }
    if (reply.contains(canary)) {
      return Optional.of("echoes the request");
    }
    for (String inside : INSIDES) {
      if (reply.contains(inside)) {
        return Optional.of("tells internals: " + inside);
      }
    }
    return shape(reply.substring(bodyAt + 4));
  }

  private Optional<String> shape(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      boolean right =
          expected == Expected.ANSWER
              ? json.path("status").asText().equals("success") || json.has("model_used")
              : json.size() == 1 && json.path("detail").isTextual();
      return right ? Optional.empty() : Optional.of("another shape");
    } catch (JsonProcessingException notJson) {
      return Optional.of("no JSON");
    }
  }

  private String exchange(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
      } catch (SocketException closedEarly) {
        // A refusal may come before the last byte is sent.
        return read(socket);
      }
      return read(socket);
    }
  }

  private static String read(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] part = new byte[4096];
    try {
      for (int n = socket.getInputStream().read(part);
          n >= 0;
          n = socket.getInputStream().read(part)) {
        all.write(part, 0, n);
      }
    } catch (SocketException reset) {
      return all.toString(StandardCharsets.UTF_8);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static String shown(byte[] bytes) {
    String text = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    return text.replace("\r", "\\r").replace("\n", "\\n").replace('\0', '~');
  }
}
