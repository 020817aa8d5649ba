package io.bactrian.ingress.edge;

import static io.bactrian.ingress.edge.FrameConnection.GO_AWAY;
import static io.bactrian.ingress.edge.FrameConnection.RST_STREAM;
import static io.bactrian.ingress.edge.FrameConnection.head;
import static io.bactrian.ingress.edge.FrameConnection.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 without TLS, by prior knowledge, as clients see it who keep to the protocol. */
@Timeout(30)
class Http2Test {

  private static final int REFUSED_STREAM = 7;

  private final CompletableFuture<RoutingContext> held = new CompletableFuture<>();

  private void routes(Router router) {
    router.get("/ok").handler(c -> c.end("ok"));
    router.get("/hold").handler(held::complete);
    router.get("/seen").handler(c -> c.end(String.join("\n", c.request().headers().names())));
    router.get("/stamp").handler(c -> c.end(c.request().getHeader("x-bactrian-received-nanos")));
    router.post("/chat").handler(c -> c.end(c.body().asString()));
    router
        .get("/old")
        .handler(
            c ->
                c.response()
                    .putHeader("connection", "close")
                    .putHeader("transfer-encoding", "chunked")
                    .end("old"));
  }

  @Test
  void requests_share_a_connection_beside_one_of_http_1() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port);
        RawConnection other = edge.connect()) {
      client.get(1, "/hold").get(3, "/ok");
      assertThat(client.reply().body()).isEqualTo("ok");
      assertThat(other.send("GET /ok HTTP/1.1\r\nHost: a\r\n\r\n").readReply()).contains(" 200 ");
      held.join().end("late");
      assertThat(client.reply().body()).isEqualTo("late");
      await().until(() -> edge.ends.size() == 3);
      assertThat(edge.server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_body_is_read_with_and_without_a_length() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      client.ask(1, json("/chat"), false).data(1, "{\"a\":", false).data(1, "1}", true);
      assertThat(client.reply().body()).isEqualTo("{\"a\":1}");
      client.ask(3, json("/chat").set("content-length", "2"), false).data(3, "{}", true);
      assertThat(client.reply().body()).isEqualTo("{}");
      client.ask(5, json("/chat").set("expect", "100-continue"), false);
      assertThat(client.reply().status()).isEqualTo("100");
      assertThat(client.data(5, "[]", true).reply().body()).isEqualTo("[]");
    }
  }

  @Test
  void headers_of_the_connection_do_not_go_out() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      var reply = client.get(1, "/old").reply();
      assertThat(reply.body()).isEqualTo("old");
      assertThat(reply.headers().contains("x-request-id")).isTrue();
      assertThat(reply.headers().contains("connection")).isFalse();
      assertThat(reply.headers().contains("transfer-encoding")).isFalse();
    }
  }

  @Test
  void headers_that_would_steer_us_do_not_come_in() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      Http2Headers headers =
          head("GET", "/seen").set("camelhttpuri", "x").set("x-bactrian-made-up", "x");
      assertThat(client.ask(1, headers.set("plain", "x"), true).reply().body())
          .contains("plain")
          .doesNotContain("camel", "made-up", ":");
      headers = head("GET", "/stamp").set("x-bactrian-received-nanos", "5");
      assertThat(client.ask(3, headers, true).reply().body()).isNotEqualTo("5");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "POST, /v1/x, text/plain, 415, unsupported_media_type",
        "POST, /model/m/converse, none, 415, The body must be application/json",
        "GET, /v1/nowhere, none, 404, not_found",
        "POST, /operate/x, application/json, 403, This operation answers on the management port",
        "POST, /ok, application/json, 405, Method not allowed",
        "GET, /%zz, none, 400, Malformed path",
      })
  void refusals_have_the_shape_of_their_protocol(
      String method, String path, String type, String status, String words) throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      Http2Headers headers = head(method, path);
      if (type != null) {
        headers.set("content-type", type);
      }
      var reply = client.ask(1, headers, true).reply();
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.body()).startsWith("{").contains(words);
      assertThat(client.get(3, "/ok").reply().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @CsvSource({"CONNECT, /", "GET, ''", "GET, ok", "OPTIONS, *"})
  void odd_requests_leave_the_connection_whole(String method, String path) throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      Http2Headers headers = head(method, path);
      if (method.equals("CONNECT")) {
        headers.remove(":path");
        headers.remove(":scheme");
      }
      var reply = client.ask(1, headers, true).reply();
      assertThat(reply.headers() == null ? "reset" : reply.status()).isIn("reset", "400", "404");
      assertThat(client.get(3, "/ok").reply().body()).isEqualTo("ok");
    }
  }

  @Test
  void a_host_that_is_not_the_authority_is_refused() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      client.ask(1, head("GET", "/ok").set("host", "other"), true);
      assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
      assertThat(client.get(3, "/ok").reply().body()).isEqualTo("ok");
    }
  }

  @Test
  void a_cancelled_request_ends_and_frees_its_place() throws Exception {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try (RunningEdge edge =
            RunningEdge.start(
                s -> s.admission(1, 0, Duration.ofSeconds(1)),
                router -> {
                  routes(router);
                  router.get("/guarded/hold").handler(held::complete);
                  router.get("/guarded/ok").handler(c -> c.end("ok"));
                });
        FrameConnection client = new FrameConnection(edge.port)) {
      client.get(1, "/guarded/hold");
      RoutingContext running = held.join();
      running.response().closeHandler(closed::complete);
      client.reset(1);
      closed.join();
      await().until(() -> edge.ends.size() == 1);
      assertThat(edge.ends.peek().clientLeft()).isTrue();
      assertThat(edge.server.admission().inFlight()).isZero();
      running.end("too late");
      assertThat(client.get(3, "/guarded/ok").reply().body()).isEqualTo("ok");
    }
  }

  @Test
  void requests_end_with_their_connection() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes)) {
      try (FrameConnection client = new FrameConnection(edge.port)) {
        client.get(1, "/hold");
        held.join();
      }
      await().until(() -> edge.ends.size() == 1);
      assertThat(edge.ends.peek().clientLeft()).isTrue();
      assertThat(edge.server.connections()).isZero();
    }
  }

  @Test
  void stopping_lets_requests_in_progress_end_and_takes_no_new_ones() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port);
        FrameConnection idle = new FrameConnection(edge.port)) {
      assertThat(idle.get(1, "/ok").reply().body()).isEqualTo("ok");
      client.get(1, "/hold");
      RoutingContext running = held.join();
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> edge.stop(Duration.ofSeconds(20)));
      assertThat(idle.readToEnd().type()).isEqualTo(GO_AWAY);
      var goAway = client.next(GO_AWAY);
      assertThat(goAway.number()).as("error code").isZero();
      assertThat(client.get(3, "/ok").next(RST_STREAM).number()).isEqualTo(REFUSED_STREAM);
      assertThat(stopped).isNotDone();
      running.end("whole");
      assertThat(client.reply().body()).isEqualTo("whole");
      assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
      stopped.join();
      assertThat(edge.ends).hasSize(2);
    }
  }
}
