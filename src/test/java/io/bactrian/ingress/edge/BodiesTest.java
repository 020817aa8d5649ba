package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Router;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BodiesTest {

  private static final String HEAD =
      "POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | 200",
        "Application/JSON | 200",
        "application/json; charset=utf-8 | 200",
        "application/json;charset=UTF-8 | 200",
        "application/json; charset=\"utf-8\" | 200",
        "application/json; profile=x | 200",
        "application/vnd.api+json | 200",
        "application/problem+JSON; charset=utf-8 | 200",
        "application/json; charset=iso-8859-1 | 415",
        "application/json; charset=utf-16 | 415",
        "application/json; x=y; charset=utf-7 | 415",
        "application/+json | 415",
        "application/jsonx | 415",
        "text/json | 415",
        "text/plain | 415",
        "application/x-www-form-urlencoded | 415",
        "multipart/form-data; boundary=x | 415",
        "application/xml | 415",
        "*/* | 415",
      })
  void only_json_in_utf_8_is_taken(String type, int status) throws Exception {
    try (RunningEdge edge = RunningEdge.start(BodiesTest::routes)) {
      var request =
          edge.request("/v1/echo").header("content-type", type).POST(BodyPublishers.ofString("{}"));
      assertThat(edge.send(request).statusCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip,415", "deflate,415", "br,415", "'identity, gzip',415", "identity,200"})
  void encoded_bodies_are_refused(String encoding, int status) throws Exception {
    try (RunningEdge edge = RunningEdge.start(BodiesTest::routes)) {
      var request = edge.json("/v1/echo", "{}").header("content-encoding", encoding);
      assertThat(edge.send(request).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void a_body_without_a_type_is_refused_and_no_body_is_fine_outside_the_api() throws Exception {
    try (RunningEdge edge = RunningEdge.start(BodiesTest::routes)) {
      assertThat(edge.send(edge.request("/operate").POST(BodyPublishers.noBody())).statusCode())
          .isEqualTo(200);
      assertThat(edge.send(edge.request("/v1/echo").POST(BodyPublishers.noBody())).statusCode())
          .isEqualTo(415);
      assertThat(
              edge.send(edge.request("/operate").POST(BodyPublishers.ofString("x"))).statusCode())
          .isEqualTo(415);
      assertThat(edge.post("/v1/echo", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_announced_body_over_the_limit_is_refused_unread() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxBodyBytes(10), BodiesTest::routes);
        RawConnection client = edge.connect()) {
      client.send(HEAD + "Content-Length: 11\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 413 ")
          .containsIgnoringCase("connection: close")
          .contains("\"code\":\"content_too_large\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999", "99999999999999999999999"})
  void an_absurd_length_is_refused(String length) throws Exception {
    try (RunningEdge edge = RunningEdge.start(BodiesTest::routes);
        RawConnection client = edge.connect()) {
      client.send(HEAD + "Content-Length: " + length + "\r\n\r\n");
      assertThat(client.readToEnd()).containsPattern("^HTTP/1.1 4(13|00) ");
    }
  }

  @Test
  void a_chunked_body_over_the_limit_is_refused() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxBodyBytes(10), BodiesTest::routes);
        RawConnection client = edge.connect()) {
      client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"a\":1\r\n6\r\n      \r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").doesNotContain(" 200 ");
    }
  }

  @Test
  void a_body_of_exactly_the_limit_is_taken() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxBodyBytes(10), BodiesTest::routes)) {
      assertThat(edge.post("/v1/echo", "{\"a\":\"12\"}").body()).isEqualTo("{\"a\":\"12\"}");
      assertThat(edge.ends.peek())
          .returns(10L, EdgeRequestEnd::bytesIn)
          .returns(10L, EdgeRequestEnd::bytesOut)
          .returns("/v1/echo", EdgeRequestEnd::route)
          .returns("POST", EdgeRequestEnd::method)
          .returns(200, EdgeRequestEnd::status)
          .returns(false, EdgeRequestEnd::clientLeft);
    }
  }

  @Test
  void a_large_body_in_many_reads_is_whole() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxBodyBytes(3_000_000), BodiesTest::routes)) {
      String body = "\"" + "0123456789".repeat(200_000) + "\"";
      assertThat(edge.post("/v1/echo", body).body()).isEqualTo(body);
    }
  }

  @Test
  void a_client_that_expects_100_is_told_to_continue() throws Exception {
    try (RunningEdge edge = RunningEdge.start(BodiesTest::routes);
        RawConnection client = edge.connect()) {
      client.send(HEAD + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.readReply()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("{}").readReply()).startsWith("HTTP/1.1 200 ").endsWith("{}");
    }
  }

  @Test
  void another_expectation_is_refused() throws Exception {
    try (RunningEdge edge = RunningEdge.start(BodiesTest::routes);
        RawConnection client = edge.connect()) {
      client.send(HEAD + "Content-Length: 2\r\nExpect: miracles\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 417 ");
    }
  }

  private static void routes(Router router) {
    router
        .post("/v1/echo")
        .handler(c -> c.end(c.body().buffer() == null ? "" : c.body().asString()));
    router.post("/operate").handler(c -> c.end("ok"));
  }
}
