package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FramingTest {

  private static final String HEAD =
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  private static final String POISON = "GET /poison HTTP/1.1\r\nHost: a\r\n\r\n";

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: 2, 3\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: -2\r\n\r\n{}",
        "Content-Length: 2x\r\n\r\n{}",
        "Transfer-Encoding: xchunked\r\n\r\n{}",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Content-Length : 2\r\n\r\n{}",
        "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}",
        "x-a: b\r\n folded\r\nContent-Length: 2\r\n\r\n{}",
        "x-a: b\r\n\tfolded: yes\r\nContent-Length: 2\r\n\r\n{}",
        "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "Host: b\r\nContent-Length: 2\r\n\r\n{}",
        "x-a: b\nContent-Length: 2\r\n\r\n{}",
        "x-a: b\rx\r\nContent-Length: 2\r\n\r\n{}",
        "x a: b\r\nContent-Length: 2\r\n\r\n{}",
        ": b\r\nContent-Length: 2\r\n\r\n{}",
        "no colon\r\nContent-Length: 2\r\n\r\n{}",
        "x-a: b\0c\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
      })
  void a_doubtful_head_gets_400_and_nothing_after_it_is_read(String rest) throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      String reply = client.send(HEAD + rest + POISON).readToEnd();
      assertThat(reply).startsWith("HTTP/1.1 400 ").containsIgnoringCase("connection: close");
      assertThat(reply.split("HTTP/1.1 ", -1)).hasSize(2);
      assertThat(seen).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /ok HTTP/1.1\r\n\r\n",
        "GET /ok HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET /ok\r\n\r\n",
        "GET /ok HTTP/1.1\r\nHost: a b\r\n\r\n",
        "POST /echo HTTP/1.0\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "garbage\r\n\r\n",
      })
  void other_malformed_requests_get_400_and_a_close(String request) throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      assertThat(client.send(request).readToEnd()).contains(" 400 ");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void a_fold_is_seen_when_the_head_comes_in_pieces() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      client.send("GET /ok HTTP/1.1\r\n");
      client.send("Host: a\r\n");
      client.send(" folded\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void pieces_of_any_size_make_a_request() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      for (char c : (HEAD + "Content-Length: 4\r\n\r\n  {}").toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.readReply()).startsWith("HTTP/1.1 200 ").endsWith("  {}");
    }
  }

  @Test
  void a_broken_chunk_ends_the_connection_before_the_route() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" + POISON);
      assertThat(client.readToEnd()).doesNotContain(" 200 ");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      String body = HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
      client.send(body + "GET /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(client.readToEnd()).containsSubsequence(" 200 ", "{}", " 200 ", "/ok");
      assertThat(edge.ends).hasSize(2);
    }
  }

  @Test
  void a_flood_of_pipelined_requests_is_cut_off() throws Exception {
    CompletableFuture<RoutingContext> held = new CompletableFuture<>();
    try (RunningEdge edge =
            RunningEdge.start(
                router -> {
                  router.get("/held").handler(held::complete);
                  routes(router);
                });
        RawConnection client = edge.connect()) {
      client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
      held.get();
      client.takes(POISON.repeat(100));
      assertThat(client.readToEnd()).isBlank();
      assertThat(seen).isEmpty();
      await().until(() -> edge.ends.size() == 1);
      assertThat(edge.ends.peek().clientLeft()).isTrue();
    }
  }

  @Test
  void a_long_run_of_pipelined_requests_is_served_when_each_is_quick() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      String ok = "GET /ok HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send(ok.repeat(200) + ok.replace("Host", "Connection: close\r\nHost"));
      assertThat(client.readToEnd().split(" 200 OK", -1)).hasSize(202);
    }
  }

  @Test
  void an_upgrade_to_http_2_is_an_ordinary_request() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      client.send(
          "GET /ok HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
              + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAA\r\n\r\n");
      assertThat(client.readReply()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void a_websocket_upgrade_is_an_ordinary_request() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      client.send(
          "GET /ok HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
      assertThat(client.readReply()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void long_heads_get_431_and_long_request_lines_414() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection headers = edge.connect();
        RawConnection line = edge.connect()) {
      String filler = "x".repeat(9000);
      assertThat(headers.send("GET /ok HTTP/1.1\r\nHost: a\r\nx-a: " + filler).readToEnd())
          .startsWith("HTTP/1.1 431 ")
          .contains("{\"detail\":");
      assertThat(line.send("GET /" + filler).readToEnd()).contains(" 414 ");
      assertThat(edge.ends).extracting(EdgeRequestEnd::status).containsExactly(431, 414);
    }
  }

  private void routes(Router router) {
    router
        .route()
        .handler(
            c -> {
              seen.add(c.request().path());
              c.next();
            });
    router.get("/ok").handler(c -> c.end("/ok"));
    router.get("/poison").handler(c -> c.end("poison"));
    router.post("/echo").handler(c -> c.end(c.body().buffer()));
  }
}
