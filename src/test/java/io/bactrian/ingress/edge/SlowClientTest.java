package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowClientTest {

  private static final Duration SHORT = Duration.ofMillis(120);
  private static final String OK = "GET /ok HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void a_silent_connection_is_closed() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.headerTimeout(SHORT), routes -> {});
        RawConnection client = edge.connect()) {
      assertThat(client.readToEnd()).isEmpty();
      assertThat(edge.ends).isEmpty();
    }
  }

  @Test
  void a_head_that_drips_in_is_cut_off() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.headerTimeout(SHORT), routes -> {});
        RawConnection client = edge.connect()) {
      client.send("GET /ok HTTP/1.1\r\nHost: a\r\nx-drip: ");
      await().atMost(Duration.ofSeconds(10)).until(() -> !client.takes("d"));
      await().until(() -> edge.server.connections() == 0);
      assertThat(edge.ends).isEmpty();
    }
  }

  @Test
  void a_slow_head_is_cut_off_on_a_used_connection_too() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.headerTimeout(SHORT), SlowClientTest::routes);
        RawConnection client = edge.connect()) {
      assertThat(client.send(OK).readReply()).startsWith("HTTP/1.1 200 ");
      assertThat(client.send("GET /ok HTT").readToEnd()).isBlank();
    }
  }

  @Test
  void a_slow_body_gets_408_and_a_close() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.bodyTimeout(SHORT), SlowClientTest::routes);
        RawConnection client = edge.connect()) {
      client.send(
          "POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Content-Length: 10\r\n\r\n{");
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("connection: close")
          .contains("\"code\":\"request_timeout\"");
      assertThat(edge.ends).singleElement().extracting(EdgeRequestEnd::status).isEqualTo(408);
    }
  }

  @Test
  void an_idle_connection_is_closed_and_a_busy_one_is_not() throws Exception {
    CompletableFuture<RoutingContext> busy = new CompletableFuture<>();
    try (RunningEdge edge =
            RunningEdge.start(
                s -> s.idleTimeout(SHORT),
                router -> {
                  routes(router);
                  router.get("/busy").handler(busy::complete);
                });
        RawConnection working = edge.connect();
        RawConnection idle = edge.connect()) {
      working.send("GET /busy HTTP/1.1\r\nHost: a\r\n\r\n");
      RoutingContext held = busy.get();
      assertThat(idle.send(OK).readReply()).startsWith("HTTP/1.1 200 ");
      assertThat(idle.readToEnd()).isBlank();
      held.end("done");
      assertThat(working.readReply()).startsWith("HTTP/1.1 200 ").endsWith("done");
    }
  }

  @Test
  void a_client_that_does_not_read_its_reply_is_cut_off() throws Exception {
    try (RunningEdge edge =
            RunningEdge.start(
                s -> s.idleTimeout(SHORT),
                router ->
                    router.get("/big").handler(c -> c.end(Buffer.buffer(new byte[40_000_000]))));
        RawConnection client = edge.connect()) {
      client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> edge.ends.size() == 1);
      await().until(() -> edge.server.connections() == 0);
    }
  }

  private static void routes(Router router) {
    router.get("/ok").handler(c -> c.end("ok"));
    router.post("/v1/x").handler(c -> c.end("ok"));
  }
}
