package io.bactrian.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** What the gateway says of itself on the public port: health, metrics, and its contract. */
public final class ServiceApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrometheusMeterRegistry meters;

  public ServiceApi(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  /** The readiness of the management port: 200 {@code UP} or 503 {@code DOWN}, with its checks. */
  public void health(Exchange exchange) throws IOException {
    Collection<HealthCheck.Result> results =
        HealthCheckHelper.invokeReadiness(exchange.getContext());
    Map<String, String> checks = new LinkedHashMap<>();
    boolean up = true;
    for (HealthCheck.Result result : results) {
      checks.put(result.getCheck().getId(), result.getState().name());
      up &= result.getState() != HealthCheck.State.DOWN;
    }
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", up ? "UP" : "DOWN");
    health.put("checks", checks);
    write(exchange, up ? 200 : 503, "application/json", JSON.writeValueAsBytes(health));
  }

  public void metrics(Exchange exchange) {
    byte[] text = meters.scrape().getBytes(StandardCharsets.UTF_8);
    write(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text);
  }

  public void openApi(Exchange exchange) throws IOException {
    try (InputStream in = ServiceApi.class.getResourceAsStream("/openapi.yaml")) {
      write(exchange, 200, "application/yaml", in.readAllBytes());
    }
  }

  private static void write(Exchange exchange, int status, String type, byte[] body) {
    Map<String, Object> headers = new HashMap<>();
    headers.put(Exchange.HTTP_RESPONSE_CODE, status);
    headers.put(Exchange.CONTENT_TYPE, type);
    exchange.getMessage().setHeaders(headers);
    exchange.getMessage().setBody(ByteBuffer.wrap(body));
  }
}
