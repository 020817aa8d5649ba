package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All endpoints for calls share one template and one handling of errors; each still answers in the
 * shape of its own protocol. The flow behind them is broken here.
 */
@Timeout(60)
class EndpointErrorsTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = RunningGateway.with();
    AdviceWith.adviceWith(
        gateway.context(),
        "chat",
        route ->
            route
                .weaveById("admit")
                .before()
                .process(
                    exchange -> {
                      throw new IllegalStateException("provoked");
                    }));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /chat                               | content, system_prompt, stream | detail
          /generate                           | prompt, use_case, stream       | detail
          /v1/chat/completions                | model, messages, max_compl     | error
          /v1/messages                        | model, messages, system        | type error request_id
          /model/claude-haiku/converse        | additionalModelRequestFields   | message
          /model/claude-haiku/converse-stream | additionalModelRequestFields   | message
          /v1/messages/count_tokens           | model, messages, system        | type error request_id
          /model/claude-haiku/count-tokens    | input                          | message
          """)
  void a_request_that_is_no_call_is_refused_in_the_endpoints_shape(
      String path, String allowed, String members) throws Exception {
    Reply reply = post(path, "{\"nonsense\":1}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("unknown field 'nonsense'; allowed: " + allowed);
    assertThat(names(reply)).isEqualTo(members);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /chat                        | x-bactrian-deadline-ms | 0     | whole milliseconds from 1 to 9999999
          /v1/messages                 | x-bactrian-deadline-ms | 2s    | whole milliseconds from 1 to 9999999
          /v1/chat/completions         | cache-control          | no-store, max-age=soon | max-age=<whole seconds>
          /model/claude-haiku/converse | x-bactrian-geo         | eu,US | geo tags of regions, of a-z, 0-9 and '-', separated by commas
          """)
  void an_option_that_is_none_is_refused_by_its_name(
      String path, String header, String value, String allowed) throws Exception {
    Reply reply = post(path, "{}", header, value);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text())
        .contains("header " + header + " is '" + value + "'; allowed: " + allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /chat                               | "content":"Hi"             | detail
          /generate                           | "prompt":"Hi"              | detail
          /v1/chat/completions                | "model":"claude-haiku"     | error
          /v1/messages                        | "model":"x","max_tokens":9 | type error request_id
          /model/claude-haiku/converse        | "system":[]                | message
          /model/claude-haiku/converse-stream | "system":[]                | message
          /v1/messages/count_tokens           | "model":"x"                | type error request_id
          /model/claude-haiku/invoke          | "any":"body"               | message
          /model/claude-haiku/invoke-with-response-stream | "any":"body"   | message
          /model/claude-haiku/count-tokens    | "input":{"converse":{}}    | message
          """)
  void a_call_that_the_gateway_itself_fails_is_answered_in_the_endpoints_shape(
      String path, String fields, String members) throws Exception {
    String content = path.startsWith("/model/") ? "[{\"text\":\"Hi\"}]" : "\"Hi\"";
    String messages = ",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]";
    boolean conversation =
        path.startsWith("/v1/") || path.startsWith("/model/") && !path.endsWith("/count-tokens");
    Reply reply = post(path, "{" + fields + (conversation ? messages : "") + "}");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.text())
        .contains("The gateway failed to answer; see request id wrong-here.")
        .doesNotContain("provoked");
    assertThat(names(reply)).isEqualTo(members);
  }

  private static Reply post(String path, String body, String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .header("content-type", "application/json")
            .headers(
                Stream.concat(Stream.of("x-request-id", "wrong-here"), Stream.of(headers))
                    .toArray(String[]::new))
            .POST(BodyPublishers.ofString(body))
            .timeout(RunningGateway.PATIENCE)
            .build();
    return Reply.of(gateway.client().send(request, BodyHandlers.ofString()));
  }

  private static String names(Reply reply) {
    List<String> names = new ArrayList<>();
    reply.body().fieldNames().forEachRemaining(names::add);
    return String.join(" ", names);
  }
}
