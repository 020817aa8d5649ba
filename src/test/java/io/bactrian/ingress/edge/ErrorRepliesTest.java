package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ErrorRepliesTest {

  @Test
  void each_protocol_gets_its_own_shape() throws Exception {
    try (RunningEdge edge = RunningEdge.start(ErrorRepliesTest::routes)) {
      HttpResponse<String> detail = edge.send(edge.request("/nowhere"));
      assertThat(detail.statusCode()).isEqualTo(404);
      assertThat(detail.body()).isEqualTo("{\"detail\":\"No such resource.\"}");
      assertThat(detail.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(edge.send(edge.request("/v1/nowhere")).body())
          .isEqualTo(
              "{\"error\":{\"message\":\"No such resource.\",\"type\":\"invalid_request_error\","
                  + "\"param\":null,\"code\":\"not_found\"}}");
      HttpResponse<String> bedrock = edge.send(edge.request("/model/x/nothing"));
      assertThat(bedrock.body()).isEqualTo("{\"message\":\"No such resource.\"}");
      assertThat(bedrock.headers().firstValue("x-amzn-errortype"))
          .hasValue("ResourceNotFoundException");
      assertThat(edge.ends).allMatch(end -> end.route().equals(EdgeRequestEnd.UNMATCHED));
    }
  }

  @Test
  void a_wrong_method_is_told_the_right_ones() throws Exception {
    try (RunningEdge edge = RunningEdge.start(ErrorRepliesTest::routes)) {
      assertAllow(edge, "/chat", "POST");
      assertAllow(edge, "/both", "DELETE, POST");
      assertAllow(edge, "/both/", "DELETE, POST");
      assertAllow(edge, "/model/some.id/converse", "POST");
      assertAllow(edge, "/tree/a/b", "PUT");
    }
  }

  @Test
  void a_failure_shows_nothing_of_the_inside() throws Exception {
    try (RunningEdge edge = RunningEdge.start(ErrorRepliesTest::routes)) {
      HttpResponse<String> reply =
          edge.send(edge.request("/v1/fails").header("x-request-id", "r1"));
      assertThat(reply.statusCode()).isEqualTo(500);
      assertThat(reply.body()).contains("Internal error. Request id: r1").doesNotContain("secret");
    }
  }

  @Test
  void a_404_keeps_the_connection() throws Exception {
    try (RunningEdge edge = RunningEdge.start(ErrorRepliesTest::routes);
        RawConnection client = edge.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send("GET /no HTTP/1.1\r\nHost: a\r\n\r\n").readReply())
            .startsWith("HTTP/1.1 404 ");
      }
    }
  }

  @Test
  void a_reply_that_fails_half_way_is_cut_not_finished() throws Exception {
    try (RunningEdge edge = RunningEdge.start(ErrorRepliesTest::routes);
        RawConnection client = edge.connect()) {
      String reply = client.send("GET /half HTTP/1.1\r\nHost: a\r\n\r\n").readToEnd();
      assertThat(reply).contains("half").doesNotContain("0\r\n\r\n");
    }
  }

  private static void assertAllow(RunningEdge edge, String path, String allow) throws Exception {
    HttpResponse<String> reply = edge.send(edge.request(path));
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("allow")).as(path).hasValue(allow);
    assertThat(reply.body()).contains("Method not allowed.");
  }

  private static void routes(Router router) {
    router.post("/chat").handler(c -> c.end("ok"));
    router.post("/both").handler(c -> c.end("ok"));
    router.delete("/both").handler(c -> c.end("ok"));
    router.post("/model/:id/converse").handler(c -> c.end("ok"));
    router.route("/tree/*").method(HttpMethod.PUT).handler(c -> c.end("ok"));
    router.get("/v1/fails").handler(c -> c.fail(new IllegalStateException("secret")));
    router
        .get("/half")
        .handler(
            c ->
                c.response()
                    .setChunked(true)
                    .write("half")
                    .onComplete(written -> c.fail(new IllegalStateException("secret"))));
  }
}
