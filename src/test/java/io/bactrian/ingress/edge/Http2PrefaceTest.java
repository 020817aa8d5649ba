package io.bactrian.ingress.edge;

import static io.bactrian.ingress.edge.FrameConnection.PREFACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.Router;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/2 begins with, and what comes instead. */
@Timeout(30)
class Http2PrefaceTest {

  private static final Duration SHORT = Duration.ofMillis(120);

  private void routes(Router router) {
    router.get("/ok").handler(c -> c.end("ok"));
  }

  @Test
  void a_preface_may_come_in_pieces() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      client.send("P").send("RI * HTTP/2.0\r\n").send("\r\nSM\r\n\r\n");
      client.send("\0\0\0\4\0\0\0\0\0").send("\0\0\4\3\0\0\0\0\1\0\0\0\10");
      // Resetting a stream that was never opened is an error of the protocol: we have been read.
      assertThat(client.readToEnd()).isNotEmpty().doesNotContain("HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PRI * HTTP/2.0\r\n\r\nS",
        PREFACE,
        PREFACE + "\0\0\6\4\0\0\0\0\0\0",
      })
  void a_client_that_does_not_get_to_the_point_is_cut_off(String beginning) throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.headerTimeout(SHORT), this::routes);
        RawConnection client = edge.connect()) {
      client.send(beginning).readToEnd();
      await().until(() -> edge.server.connections() == 0);
      assertThat(edge.ends).isEmpty();
    }
  }

  @Test
  void a_preface_that_drips_in_gains_no_time() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.headerTimeout(SHORT), this::routes);
        RawConnection client = edge.connect()) {
      await().atMost(Duration.ofSeconds(10)).until(() -> !client.takes("P") || !client.takes("R"));
      await().until(() -> edge.server.connections() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRI * HTTP/2.0\r\n\r\nNO\r\n\r\n", PREFACE + "GET / HTTP/1.1\r\n\r\n"})
  void garbage_is_no_preface(String garbage) throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        RawConnection client = edge.connect()) {
      assertThat(client.send(garbage).readToEnd()).doesNotContain(" 200 ");
      await().until(() -> edge.server.connections() == 0);
    }
  }
}
