package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bactrian.call.Answer;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import io.bactrian.translator.ResponseEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

/** The wire format behind a plain HTTP server, with one outcome for all calls. */
final class ConverseServer implements AutoCloseable {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final ConverseFormat format = new ConverseFormat("general", false);
  private final BedrockTokensFormat tokens = new BedrockTokensFormat("general");
  private final HttpServer server;

  volatile Outcome outcome;
  volatile Optional<FailureKind> breakAfterStart = Optional.empty();
  volatile GatewayCall seen;
  volatile CountTokensRequest counted;

  ConverseServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/model/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      write(exchange, JSON.readTree(exchange.getRequestBody()));
    }
  }

  private void write(HttpExchange exchange, JsonNode body) throws IOException {
    String[] path = exchange.getRequestURI().getRawPath().split("/");
    String modelId = URLDecoder.decode(path[2], StandardCharsets.UTF_8);
    try {
      switch (path[3]) {
        case "converse" -> write(exchange, format.write(read(body, modelId, false)));
        case "converse-stream" -> stream(exchange, read(body, modelId, true));
        case "count-tokens" -> {
          GatewayCall call =
              tokens.read(body, new Envelope("id-1", "tenant", 0, Optional.of(modelId)));
          counted = ((Question.CountTokens) call.question()).request();
          var count = new Answer.Counted(CountTokensResponse.builder().inputTokens(42).build());
          write(exchange, tokens.write(call.ended(new Outcome.Live(Calls.EAST, count))));
        }
        default -> throw new AssertionError("no such operation: " + path[3]);
      }
    } catch (InvalidRequest invalid) {
      write(
          exchange, format.error(FailureKind.CALLER_INVALID_REQUEST, invalid.getMessage(), "id-1"));
    }
  }

  private GatewayCall read(JsonNode body, String modelId, boolean streamed) {
    var envelope = new Envelope("id-1", "tenant", 0, Optional.of(modelId));
    seen = new ConverseFormat("general", streamed).read(body, envelope).ended(outcome);
    return seen;
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(reply.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      exchange.getResponseHeaders().set(header.getKey(), header.getValue());
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void stream(HttpExchange exchange, GatewayCall call) throws IOException {
    if (!(outcome instanceof Outcome.Live live)) {
      write(exchange, format.write(call));
      return;
    }
    ConverseStreamWriter writer = format.stream(call);
    exchange.getResponseHeaders().set("Content-Type", writer.contentType());
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (ConverseStreamOutput event : ResponseEvents.of(live.response())) {
      out.write(writer.event(event));
      if (breakAfterStart.isPresent()) {
        out.write(writer.error(breakAfterStart.get(), "It broke."));
        return;
      }
    }
    out.write(writer.end());
  }
}
