package io.bactrian.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;

/** What the gateway says of itself on the public port: health, metrics, and its contract. */
public final class ServiceApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Camel adds to the details of every check. */
  private static final Pattern CAMELS_OWN =
      Pattern.compile("(check|invocation|failure|success)\\.");

  private final PrometheusMeterRegistry meters;

  public ServiceApi(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * The readiness of the management port: 200 {@code UP} or 503 {@code DOWN}, with its checks, and
   * with what the gateway's own tell besides, which the management port leaves out.
   */
  public void health(Exchange exchange) throws IOException {
    List<HealthCheck.Result> results =
        new ArrayList<>(HealthCheckHelper.invokeReadiness(exchange.getContext()));
    Map<String, Object> details = new TreeMap<>();
    own(exchange.getContext())
        .forEach(
            check -> {
              HealthCheck.Result result = check.call();
              results.add(result);
              Map<String, Object> told = new TreeMap<>(result.getDetails());
              told.keySet().removeIf(key -> CAMELS_OWN.matcher(key).lookingAt());
              if (!told.isEmpty()) {
                details.put(check.getId(), told);
              }
            });
    Map<String, String> checks = new LinkedHashMap<>();
    boolean up = true;
    for (HealthCheck.Result result : results) {
      checks.put(result.getCheck().getId(), result.getState().name());
      up &= result.getState() != HealthCheck.State.DOWN;
    }
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", up ? "UP" : "DOWN");
    health.put("checks", checks);
    health.put("details", details);
    write(exchange, up ? 200 : 503, "application/json", JSON.writeValueAsBytes(health));
  }

  private static Stream<HealthCheck> own(CamelContext context) {
    return HealthCheckRegistry.get(context).stream()
        .filter(check -> check.isReadiness() && "bactrian".equals(check.getGroup()));
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
