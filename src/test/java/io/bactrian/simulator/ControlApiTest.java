package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control API over HTTP. */
@Timeout(30)
class ControlApiTest {

  private static final String CONVERSATION =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private BedrockSimulator simulator;

  @BeforeEach
  void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions("us-east-1", "us-west-2"));
  }

  @AfterEach
  void stop() {
    http.close();
    simulator.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(simulator.controlEndpoint().resolve(path), method, body);
  }

  private HttpResponse<String> send(URI uri, String method, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private int converse(String region) throws Exception {
    URI uri = simulator.endpoint(region).resolve("/model/amazon.nova-lite-v1%3A0/converse");
    return send(uri, "POST", CONVERSATION).statusCode();
  }

  @Test
  void sets_shows_and_removes_a_fault() throws Exception {
    HttpResponse<String> set =
        send("POST", "/faults", "{\"kind\":\"service-unavailable\",\"region\":\"us-east-1\"}");
    assertThat(set.statusCode()).isEqualTo(201);
    JsonNode fault = json.readTree(set.body());
    assertThat(fault.get("kind").asText()).isEqualTo("service-unavailable");
    assertThat(converse("us-east-1")).isEqualTo(503);
    assertThat(converse("us-west-2")).isEqualTo(200);

    JsonNode shown = json.readTree(send("GET", "/faults", "").body()).get("faults");
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).get("fired").asInt()).isEqualTo(1);
    String path = "/faults/" + fault.get("id");
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(converse("us-east-1")).isEqualTo(200);
  }

  @Test
  void takes_every_field_of_a_fault_and_shows_it_again() throws Exception {
    String body =
        "{\"kind\":\"stream-exception\",\"region\":\"us-*\",\"model\":\"*nova*\","
            + "\"probability\":0.5,\"times\":3,\"durationMs\":60000,\"seed\":7,\"latencyMs\":5,"
            + "\"afterEvents\":2,\"exception\":\"throttling\",\"message\":\"Slow down.\"}";

    JsonNode shown = json.readTree(send("POST", "/faults", body).body());

    json.readTree(body)
        .properties()
        .forEach(field -> assertThat(shown.get(field.getKey())).isEqualTo(field.getValue()));
    assertThat(shown.get("remainingMs").asLong()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"meteor"}                            | kind 'meteor' is unknown; allowed: thrott
          {"region":"us-east-1"}                       | kind must not be absent
          {"kind":"reset","colour":"red"}              | field 'colour' is unknown; allowed: kind,
          {"kind":"reset","probability":1.5}           | probability must be from 0 to 1
          {"kind":"reset","probability":"often"}       | probability must be a number
          {"kind":"reset","times":-1}                  | times must be at least 1
          {"kind":"reset","times":1.5}                 | times must be an integer
          {"kind":"reset","afterEvents":3}             | reset does not take afterEvents
          {"kind":"reset","region":""}                 | region must be a name or a pattern
          {"kind":"reset","model":"*a*a*a*a*a*"}       | more than 4
          {"kind":"model-error","retryAfterSeconds":3} | model-error does not take retryAfter
          {"kind":"stream-exception"}                  | exception of stream-exception must be one
          {"kind":"cut","afterEvents":-1}              | afterEvents must be from 0
          {"kind":"latency"}                           | latency needs a latency above 0
          {"kind":"latency","latencyMs":99999999}      | latency must be from 0 ms to 1 h
          {"kind":"connection-refused","times":2}      | connection-refused does not take times
          {"kind":"throttling","durationMs":-5}        | duration must be from
          {"kind":                                     | the body is not JSON
          []                                           | a fault must be a JSON object
          """)
  void refuses_what_is_not_a_fault(String body, String message) throws Exception {
    HttpResponse<String> response = send("POST", "/faults", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).get("message").asText()).contains(message);
    assertThat(simulator.faults().active()).isEmpty();
  }

  @Test
  void counts_calls_by_region_model_and_outcome() throws Exception {
    converse("us-east-1");
    send("POST", "/faults", "{\"kind\":\"throttling\",\"times\":1}");
    converse("us-east-1");
    URI bad = simulator.endpoint("us-east-1").resolve("/model/amazon.nova-lite-v1:0/converse");
    send(bad, "POST", "{}");

    JsonNode count =
        json.readTree(send("GET", "/calls", "").body()).at("/us-east-1/amazon.nova-lite-v1:0");
    assertThat(((ObjectNode) count).remove("tokens").intValue()).isPositive();
    assertThat(count)
        .isEqualTo(
            json.readTree(
                "{\"received\":3,\"answered\":1,"
                    + "\"failed\":{\"ValidationException\":1,\"throttling\":1}}"));
    assertThat(simulator.calls().calls("us-east-1")).isEqualTo(3);
    assertThat(simulator.calls().calls("us-east-1", "amazon.nova-lite-v1:0")).isEqualTo(3);
    assertThat(send("DELETE", "/calls", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/calls", "").body()).isEqualTo("{}");
  }

  @Test
  void names_the_endpoints_of_the_regions() throws Exception {
    JsonNode regions = json.readTree(send("GET", "/regions", "").body());

    assertThat(regions.get("us-west-2").asText())
        .isEqualTo(simulator.endpoint("us-west-2").toString());
    assertThat(send("GET", "/nothing", "").statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/faults", "").statusCode()).isEqualTo(405);
  }

  @Test
  void closes_the_port_and_reopens_it_when_the_time_is_over() throws Exception {
    int port = simulator.endpoint("us-west-2").getPort();
    send(
        "POST",
        "/faults",
        "{\"kind\":\"connection-refused\",\"region\":\"us-west-2\",\"durationMs\":400}");

    Assertions.assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    Awaitility.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(converse("us-west-2")).isEqualTo(200));
    assertThat(simulator.endpoint("us-west-2").getPort()).isEqualTo(port);
  }

  private static void connect(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      assertThat(socket.isConnected()).isFalse();
    }
  }
}
