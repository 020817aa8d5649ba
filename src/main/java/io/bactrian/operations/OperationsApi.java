package io.bactrian.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The border between HTTP and the operators' operations: reads path, query and body, and writes
 * JSON. Bad input gets 400 with what is allowed, an unknown breaker 404.
 */
public final class OperationsApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BreakerBoard board;
  private final TestControls controls;
  private final Function<byte[], JsonNode> bodies;

  /** {@code bodies} reads strict JSON or throws an {@link IllegalArgumentException}. */
  public OperationsApi(
      BreakerBoard board, TestControls controls, Function<byte[], JsonNode> bodies) {
    this.board = board;
    this.controls = controls;
    this.bodies = bodies;
  }

  public void listBreakers(Exchange exchange) throws IOException {
    write(exchange, 200, board.all());
  }

  public void actOnBreaker(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    String name = message.getHeader("name", String.class);
    if (name == null) {
      String region = message.getHeader("region", String.class);
      name = region + "/" + message.getHeader("model", String.class);
    }
    var after = board.act(name, message.getHeader("operation", String.class), operator(exchange));
    writeFound(exchange, after, "no such circuit breaker; see GET /circuit-breakers");
  }

  public void circuitStatus(Exchange exchange) throws IOException {
    write(exchange, 200, controls.circuitStatus());
  }

  public void loadBalancerStatus(Exchange exchange) throws IOException {
    write(exchange, 200, controls.loadBalancerStatus());
  }

  public void enableFailures(Exchange exchange) throws IOException {
    write(exchange, 200, controls.enableFailures(body(exchange.getMessage()), operator(exchange)));
  }

  public void disableFailures(Exchange exchange) throws IOException {
    write(exchange, 200, controls.disableFailures(operator(exchange)));
  }

  public void setRegionMapping(Exchange exchange) throws IOException {
    var request = exchange.getMessage(HttpMessage.class).getRequest();
    write(
        exchange,
        200,
        controls.setRegionMapping(
            request.getParam("source_region"),
            request.getParam("target_region"),
            operator(exchange)));
  }

  public void clearRegionMapping(Exchange exchange) throws IOException {
    write(exchange, 200, controls.clearRegionMapping(operator(exchange)));
  }

  /** What a route does with an exception of ours. */
  public void fail(Exchange exchange) throws IOException {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    write(exchange, 400, detail(String.valueOf(thrown.getMessage())));
  }

  static String operator(Exchange exchange) {
    HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
    return Operators.told(
        request.getHeader(Operators.HEADER), request.remoteAddress().hostAddress());
  }

  /** An optional body; null when there is none. */
  private JsonNode body(Message message) {
    return message.getBody() instanceof Buffer body && body.length() > 0
        ? bodies.apply(body.getBytes())
        : null;
  }

  /** What an operation left, or 404 with {@code absent} where there is nothing of that name. */
  static void writeFound(Exchange exchange, Optional<Map<String, Object>> after, String absent)
      throws IOException {
    if (after.isPresent()) {
      write(exchange, 200, after.get());
    } else {
      write(exchange, 404, detail(absent));
    }
  }

  static Map<String, Object> detail(String text) {
    return Map.of("detail", text);
  }

  static void write(Exchange exchange, int status, Map<String, Object> body) throws IOException {
    Map<String, Object> headers = new HashMap<>();
    headers.put(Exchange.HTTP_RESPONSE_CODE, status);
    headers.put(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setHeaders(headers);
    exchange.getMessage().setBody(ByteBuffer.wrap(JSON.writeValueAsBytes(body)));
  }
}
