package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, against the replies of the running gateway. */
@ExtendWith(DocumentedGateway.Once.class)
final class OpenApiTest {

  private static final Path FILE = Path.of("openapi.yaml");
  private static final String JSON = "application/json";
  private static final String TARGET = "POST /circuit-breakers/{region}/{model}/{operation}";
  private static final String QUEUE = "POST /queues/{name}/{operation}";
  private static final String POOL = "POST /circuit-breakers/{name}/{operation}";
  private static final Set<String> ON_EVERY_REPLY =
      Set.of("x-request-id", "x-content-type-options", "cache-control");
  private static final Set<String> FRAMING =
      Set.of("content-type", "content-length", "connection", "transfer-encoding");

  private final DocumentedGateway gateway;
  private final OpenApi contract;

  OpenApiTest(DocumentedGateway gateway) throws IOException {
    this.gateway = gateway;
    this.contract = OpenApi.read(FILE);
  }

  @AfterEach
  void leave_it_as_it_was() throws IOException, InterruptedException {
    gateway.send("POST", "/test/disable-failures", null, null);
    gateway.send("DELETE", "/test/clear-region-mapping", null, null);
    for (String name : List.of("us-east-1/claude-haiku", "us-west-2/claude-haiku", "bedrock")) {
      gateway.send("POST", "/circuit-breakers/" + name + "/reset", null, null);
    }
  }

  @Test
  void it_has_the_operations_of_the_running_routes() {
    assertThat(contract.operations()).isEqualTo(gateway.endpoints());
  }

  @Test
  void the_gateway_serves_it() throws IOException, InterruptedException {
    assertThat(gateway.send("GET", "/openapi.yaml", null, null).body())
        .isEqualTo(Files.readString(FILE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/chat     | {\"content\":\"Hello\"}                            | 200",
        "/chat     | {\"content\":\"Hello\",\"system_prompt\":\"Be brief\"} | 200",
        "/chat     | {\"content\":\"Hello\",\"system_prompt\":null}     | 200",
        "/chat     | {\"content\":\" \"}                                | 400",
        "/chat     | {\"prompt\":\"Hello\"}                             | 400",
        "/chat     | {                                                  | 400",
        "/generate | {\"prompt\":\"Hello\"}                             | 200",
        "/generate | {\"prompt\":\"Hello\",\"use_case\":\"general\"}    | 200",
        "/generate | {\"prompt\":1}                                     | 400"
      })
  void calls_are_answered_as_declared(String path, String body, int status)
      throws IOException, InterruptedException {
    check("POST " + path, path, JSON, body, status);
  }

  @ParameterizedTest
  @CsvSource({"/chat,content,503", "/generate,prompt,200"})
  void degraded_replies_are_as_declared(String path, String field, int status)
      throws IOException, InterruptedException {
    String question = "{\"" + field + "\":\"Never asked before\"}";
    check("POST /test/enable-failures", "/test/enable-failures", JSON, "{}", 200);
    check("POST " + path, path, JSON, question, status);
    gateway.send("POST", "/circuit-breakers/bedrock/open", null, null);
    check("POST " + path, path, JSON, question, status);
  }

  @ParameterizedTest
  @CsvSource({"/chat,content", "/generate,prompt"})
  void kept_and_refused_replies_are_as_declared(String path, String field)
      throws IOException, InterruptedException {
    String question = "{\"" + field + "\":\"Asked twice\"}";
    check("POST " + path, path, JSON, question, 200);
    gateway.send("POST", "/circuit-breakers/bedrock/open", null, null);
    assertThat(check("POST " + path, path, JSON, question, 200).headers().map())
        .containsKeys("age", "x-bactrian-degraded");
    check("POST " + path, path, "text/plain", question, 415);
    check("POST " + path, path, JSON, " ".repeat(70_000), 413);
  }

  @ParameterizedTest
  @CsvSource({"open", "half-open", "disable", "close", "reset"})
  void breakers_are_steered_as_declared(String operation) throws IOException, InterruptedException {
    check(TARGET, "/circuit-breakers/us-east-1/claude-haiku/" + operation, null, null, 200);
    check(POOL, "/circuit-breakers/bedrock/" + operation, null, null, 200);
    check("GET /circuit-breakers", "/circuit-breakers", null, null, 200);
  }

  @Test
  void unknown_breakers_and_operations_are_refused_as_declared()
      throws IOException, InterruptedException {
    check(TARGET, "/circuit-breakers/us-east-1/claude-haiku/explode", null, null, 400);
    check(TARGET, "/circuit-breakers/mars/claude-haiku/open", null, null, 404);
    check(POOL, "/circuit-breakers/bedrock/explode", null, null, 400);
    check(POOL, "/circuit-breakers/mars/open", null, null, 404);
  }

  @Test
  void queues_are_told_and_refused_as_declared() throws IOException, InterruptedException {
    check("GET /queues", "/queues", null, null, 200);
    check(QUEUE, "/queues/mars/pause", null, null, 404);
    check(QUEUE, "/queues/mars/explode", null, null, 400);
  }

  @Test
  void scores_are_told_and_canaries_refused_as_declared() throws IOException, InterruptedException {
    gateway.send("POST", "/chat", JSON, "{\"content\":\"Score this.\"}");
    check("GET /strategy/scores", "/strategy/scores", null, null, 200);
    String act = "POST /strategy/canaries/{model}/{operation}";
    check(act, "/strategy/canaries/mars/withdraw", null, null, 404);
    check(act, "/strategy/canaries/mars/explode", null, null, 400);
  }

  @Test
  void tests_are_answered_as_declared() throws IOException, InterruptedException {
    String enable = "POST /test/enable-failures";
    String map = "POST /test/set-region-mapping";
    check(enable, "/test/enable-failures", null, null, 200);
    check(enable, "/test/enable-failures", JSON, "{\"region\":\"us-east-1\"}", 200);
    check(enable, "/test/enable-failures", JSON, "{\"region\":\"mars\"}", 400);
    check(enable, "/test/enable-failures", "text/plain", "us-east-1", 415);
    check("GET /test/circuit-status", "/test/circuit-status", null, null, 200);
    check("GET /test/load-balancer-status", "/test/load-balancer-status", null, null, 200);
    check("POST /test/disable-failures", "/test/disable-failures", null, null, 200);
    String regions = "?source_region=us-east-1&target_region=us-west-2";
    check(map, "/test/set-region-mapping" + regions, null, null, 200);
    check(map, "/test/set-region-mapping", null, null, 400);
    check("DELETE /test/clear-region-mapping", "/test/clear-region-mapping", null, null, 200);
  }

  @ParameterizedTest
  @CsvSource({"/health", "/metrics", "/openapi.yaml"})
  void the_service_tells_of_itself_as_declared(String path)
      throws IOException, InterruptedException {
    check("GET " + path, path, null, null, 200);
  }

  private HttpResponse<String> check(
      String operation, String path, String mediaType, String body, int status)
      throws IOException, InterruptedException {
    String method = operation.substring(0, operation.indexOf(' '));
    HttpResponse<String> reply = gateway.send(method, path, mediaType, body);
    assertThat(reply.statusCode()).as(operation + " " + reply.body()).isEqualTo(status);
    Map<?, ?> declared = contract.response(operation, status);
    assertThat(declared).as("%s declares %d", operation, status).isNotNull();
    checkHeaders(operation, reply, declared);
    checkBody(operation, reply, (Map<?, ?>) declared.get("content"));
    return reply;
  }

  /** What is in the reply must be declared; what every reply has is declared once, in the text. */
  private static void checkHeaders(
      String operation, HttpResponse<String> reply, Map<?, ?> declared) {
    Set<String> names =
        ((Map<?, ?>) declared.get("headers"))
            .keySet().stream()
                .map(name -> name.toString().toLowerCase())
                .collect(Collectors.toSet());
    assertThat(reply.headers().map().keySet()).as(operation).containsAll(ON_EVERY_REPLY);
    assertThat(reply.headers().map().keySet())
        .as(operation)
        .filteredOn(name -> !ON_EVERY_REPLY.contains(name) && !FRAMING.contains(name))
        .isSubsetOf(names);
  }

  private void checkBody(String operation, HttpResponse<String> reply, Map<?, ?> content)
      throws IOException {
    String mediaType = reply.headers().firstValue("content-type").orElseThrow().split(";")[0];
    assertThat(content.containsKey(mediaType)).as(operation + " " + mediaType).isTrue();
    Object schema = ((Map<?, ?>) content.get(mediaType)).get("schema");
    Object value =
        mediaType.equals(JSON)
            ? new ObjectMapper().readValue(reply.body(), Object.class)
            : reply.body();
    assertThat(contract.misfit(schema, value, "reply")).as(operation).isEmpty();
  }
}
