package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where operations answer: always on the management port, on the public one only if opened. */
@Timeout(60)
class OperationsPortTest {

  private static final String TARGET = "/circuit-breakers/us-east-1/claude-haiku";

  private final HttpClient client = HttpClient.newHttpClient();
  private Gateway gateway;
  private int managementPort;

  @AfterEach
  void stop() {
    gateway.close();
    client.close();
  }

  @Test
  void operations_answer_on_the_management_port_only_when_closed_to_the_public() throws Exception {
    start(Map.of("bactrian.admin.public", "false", "bactrian.test-endpoints.enabled", "true"));

    HttpResponse<String> refused = post(gateway.port(), TARGET + "/open");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .isEqualTo("{\"detail\":\"This operation answers on the management port only.\"}");
    assertThat(post(gateway.port(), "/test/disable-failures").statusCode()).isEqualTo(403);
    assertThat(post(gateway.port(), "/circuit-breakers/bedrock%2F..%2Fx/open").statusCode())
        .isEqualTo(403);

    HttpResponse<String> opened = post(managementPort, TARGET + "/open");
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains("\"state\":\"forced_open\"");
    assertThat(get(gateway.port(), "/circuit-breakers").body())
        .contains("\"state\":\"forced_open\"");
    assertThat(get(managementPort, "/circuit-breakers").body())
        .contains("\"state\":\"forced_open\"");
    assertThat(post(managementPort, TARGET + "/reset").body()).contains("\"state\":\"closed\"");
  }

  @Test
  void operations_answer_on_the_public_port_where_they_are_opened_to_it() throws Exception {
    start(Map.of("bactrian.admin.public", "true"));
    for (String operation : BreakerBoard.OPERATIONS) {
      assertThat(post(gateway.port(), TARGET + "/" + operation).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> named =
        client.send(
            request(gateway.port(), TARGET + "/open")
                .header("x-bactrian-operator", "alice")
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(named.body())
        .contains("\"forced\":{\"operation\":\"open\",\"by\":\"alice@127.0.0.1\",\"at\":\"20");
    HttpResponse<String> unknown = post(gateway.port(), TARGET + "/explode");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("allowed: open, close, half-open, disable, reset");
    assertThat(post(gateway.port(), "/circuit-breakers/mars/open").statusCode()).isEqualTo(404);
  }

  @Test
  void test_endpoints_are_not_there_when_switched_off() throws Exception {
    start(Map.of("bactrian.test-endpoints.enabled", "false"));
    assertThat(get(gateway.port(), "/test/circuit-status").statusCode()).isEqualTo(404);
    assertThat(post(gateway.port(), "/test/enable-failures").statusCode()).isEqualTo(404);
  }

  @Test
  void a_management_port_that_is_taken_stops_the_start() throws Exception {
    start(Map.of());
    Map<String, String> taken = Map.of("camel.management.port", "" + managementPort);
    assertThatThrownBy(() -> LocalGateway.start(taken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot listen on camel.management.port 127.0.0.1:" + managementPort);
  }

  private void start(Map<String, String> overrides) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      managementPort = free.getLocalPort();
    }
    Map<String, String> settings = new HashMap<>(overrides);
    settings.put("camel.management.port", "" + managementPort);
    gateway = LocalGateway.start(settings);
  }

  private HttpResponse<String> post(int port, String path) throws Exception {
    return client.send(
        request(port, path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(request(port, path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1);
  }
}
