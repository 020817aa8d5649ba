package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EdgeServerTest {

  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void connections_beyond_the_limit_are_closed_at_once() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxConnections(2), routes -> {});
        RawConnection first = edge.connect();
        RawConnection second = edge.connect()) {
      first.send(GET).readReply();
      second.send(GET).readReply();
      try (RawConnection third = edge.connect()) {
        assertThat(third.readToEnd()).isBlank();
      }
      assertThat(edge.server.refusedConnections()).isEqualTo(1);
      second.hangUp();
      await().until(() -> edge.server.connections() == 1);
      try (RawConnection fourth = edge.connect()) {
        assertThat(fourth.send(GET).readReply()).startsWith("HTTP/1.1 404 ");
      }
    }
  }

  @Test
  void stopping_lets_the_request_in_progress_end() throws Exception {
    CompletableFuture<RoutingContext> held = new CompletableFuture<>();
    try (RunningEdge edge = RunningEdge.start(router -> router.get("/x").handler(held::complete));
        RawConnection busy = edge.connect();
        RawConnection idle = edge.connect()) {
      busy.send(GET);
      RoutingContext running = held.get();
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> edge.stop(Duration.ofSeconds(20)));
      assertThat(idle.readToEnd()).isBlank();
      try (RawConnection late = edge.connect()) {
        assertThat(late.readToEnd()).isBlank();
      }
      assertThat(stopped).isNotDone();
      running.end("whole");
      assertThat(busy.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("whole");
      stopped.join();
      assertThat(edge.server.connections()).isZero();
      await()
          .untilAsserted(
              () -> assertThatThrownBy(edge::connect).isInstanceOf(ConnectException.class));
    }
  }

  @Test
  void stopping_does_not_wait_for_ever() throws Exception {
    CompletableFuture<RoutingContext> held = new CompletableFuture<>();
    try (RunningEdge edge = RunningEdge.start(router -> router.get("/x").handler(held::complete));
        RawConnection busy = edge.connect()) {
      busy.send(GET);
      held.get();
      edge.stop(Duration.ofMillis(50));
      assertThat(busy.readToEnd()).isBlank();
      await().until(() -> edge.ends.size() == 1);
      assertThat(edge.ends.peek().clientLeft()).isTrue();
    }
  }

  @Test
  void stopping_does_not_wait_for_a_client_that_does_not_read() throws Exception {
    try (RunningEdge edge =
            RunningEdge.start(
                router ->
                    router.get("/x").handler(c -> c.end(Buffer.buffer(new byte[40_000_000]))));
        RawConnection deaf = edge.connect()) {
      deaf.send(GET);
      await().until(() -> edge.ends.size() == 1);
      edge.stop(Duration.ofMillis(50));
      await().until(() -> edge.server.connections() == 0);
    }
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    try (RunningEdge edge = RunningEdge.start(routes -> {})) {
      TestSettings taken = new TestSettings();
      taken.port = edge.port;
      Vertx other = Vertx.vertx();
      try {
        EdgeServer server =
            new EdgeServer(
                other,
                taken.build(),
                new EdgePaths(p -> false, p -> false, p -> false, p -> false, p -> false, false),
                new EdgeSources(System::nanoTime, () -> "id", () -> 1),
                end -> {},
                2);
        assertThatThrownBy(server::start)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("127.0.0.1:" + edge.port);
      } finally {
        other.close().toCompletionStage().toCompletableFuture().join();
      }
    }
  }
}
