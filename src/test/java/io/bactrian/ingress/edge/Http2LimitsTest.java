package io.bactrian.ingress.edge;

import static io.bactrian.ingress.edge.FrameConnection.DATA;
import static io.bactrian.ingress.edge.FrameConnection.END_STREAM;
import static io.bactrian.ingress.edge.FrameConnection.GO_AWAY;
import static io.bactrian.ingress.edge.FrameConnection.HEADERS;
import static io.bactrian.ingress.edge.FrameConnection.PING;
import static io.bactrian.ingress.edge.FrameConnection.PREFACE;
import static io.bactrian.ingress.edge.FrameConnection.RST_STREAM;
import static io.bactrian.ingress.edge.FrameConnection.head;
import static io.bactrian.ingress.edge.FrameConnection.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.ingress.edge.FrameConnection.Frame;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 without TLS, with clients that want too much or take too little. */
@Timeout(30)
class Http2LimitsTest {

  private static final Duration SHORT = Duration.ofMillis(120);
  private static final int INITIAL_WINDOW = 4;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int BIG = 40_000_000;

  private final BlockingQueue<RoutingContext> held = new LinkedBlockingQueue<>();

  private void routes(Router router) {
    router.get("/ok").handler(c -> c.end("ok"));
    router.post("/chat").handler(c -> c.end("ok"));
    router.get("/hold").handler(held::add);
    router.get("/big").handler(c -> c.end(Buffer.buffer(new byte[BIG])));
  }

  @Test
  void connections_beyond_the_limit_are_closed_at_once() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxConnections(1), this::routes);
        FrameConnection first = new FrameConnection(edge.port)) {
      assertThat(first.get(1, "/ok").reply().body()).isEqualTo("ok");
      try (RawConnection second = edge.connect()) {
        second.takes(PREFACE);
        assertThat(second.readToEnd()).isBlank();
      }
      assertThat(first.get(3, "/ok").reply().body()).isEqualTo("ok");
    }
  }

  /** The client never acknowledges our settings, which would bind it. */
  @Test
  void requests_beyond_the_limit_of_a_connection_are_refused() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      int stream = 1;
      for (int i = 0; i < Http2Frames.MAX_STREAMS; i++, stream += 2) {
        client.get(stream, "/hold");
      }
      Frame refused = client.get(stream, "/ok").next(RST_STREAM);
      assertThat(refused.stream()).isEqualTo(stream);
      assertThat(refused.number()).isEqualTo(REFUSED_STREAM);
      held.take().end("one less");
      assertThat(client.reply().body()).isEqualTo("one less");
      assertThat(client.get(stream + 2, "/ok").reply().body()).isEqualTo("ok");
    }
  }

  @Test
  void headers_beyond_the_limit_get_431() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxHeaderBytes(16_384), this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      assertThat(client.ask(1, withHeader(14_000), true).reply().status()).isEqualTo("200");
      assertThat(client.ask(3, withHeader(17_000), true).reply().status()).isEqualTo("431");
    }
  }

  private static Http2Headers withHeader(int length) {
    return head("GET", "/ok").set("long", "x".repeat(length));
  }

  @Test
  void opening_and_resetting_without_end_closes_the_connection() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      for (int i = 0; i <= EdgeOptions.MAX_RESETS; i++) {
        client.get(2 * i + 1, "/hold").reset(2 * i + 1);
      }
      assertThat(client.next(GO_AWAY).number()).isEqualTo(ENHANCE_YOUR_CALM);
      await().until(() -> edge.server.connections() == 0);
      await().until(() -> edge.ends.size() == held.size());
    }
  }

  @Test
  void asking_for_frames_that_are_never_read_closes_the_connection() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.idleTimeout(SHORT), this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      await().until(() -> !takesPings(client));
      await().until(() -> edge.server.connections() == 0);
    }
  }

  private static boolean takesPings(FrameConnection client) {
    try {
      for (int i = 0; i < 1000; i++) {
        client.send(PING, 0, 0, Unpooled.copyLong(i));
      }
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_body_beyond_the_limit_gets_413(boolean announced) throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.maxBodyBytes(100), this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      var headers = announced ? json("/v1/x").set("content-length", "101") : json("/v1/x");
      client.ask(1, headers, false).data(1, "x".repeat(101), false);
      var reply = client.reply();
      assertThat(reply.status()).isEqualTo("413");
      assertThat(reply.body()).contains("\"code\":\"content_too_large\"");
      assertThat(client.next(RST_STREAM).number()).as("no error, but stop sending").isZero();
      assertThat(client.get(3, "/ok").reply().body()).isEqualTo("ok");
    }
  }

  @Test
  void a_slow_body_gets_408() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.bodyTimeout(SHORT), this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      var reply = client.ask(1, json("/v1/x"), false).data(1, "{", false).reply();
      assertThat(reply.status()).isEqualTo("408");
      assertThat(reply.body()).contains("\"code\":\"request_timeout\"");
      await().until(() -> edge.ends.size() == 1);
      assertThat(edge.ends.peek().status()).isEqualTo(408);
    }
  }

  @Test
  void an_idle_connection_is_closed_and_a_busy_one_is_not() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.idleTimeout(SHORT), this::routes);
        FrameConnection busy = new FrameConnection(edge.port);
        FrameConnection idle = new FrameConnection(edge.port)) {
      busy.get(1, "/hold");
      assertThat(idle.get(1, "/ok").reply().body()).isEqualTo("ok");
      assertThat(idle.readToEnd().type()).isEqualTo(GO_AWAY);
      held.take().end("done");
      assertThat(busy.reply().body()).isEqualTo("done");
    }
  }

  @Test
  void a_request_that_the_client_never_ends_does_not_keep_the_connection() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.idleTimeout(SHORT), this::routes);
        FrameConnection client = new FrameConnection(edge.port)) {
      client.ask(1, head("GET", "/ok").set("content-length", "0"), false);
      client.next(frame -> frame.type() == DATA && frame.isLast());
      assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
      assertThat(client.readToEnd().type()).isEqualTo(GO_AWAY);
    }
  }

  @Test
  void a_client_that_reads_nothing_is_cut_off() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.idleTimeout(SHORT), this::routes);
        FrameConnection client =
            new FrameConnection(edge.port, INITIAL_WINDOW, Integer.MAX_VALUE)) {
      client.allow(0, Integer.MAX_VALUE - 100_000).get(1, "/big");
      await().until(() -> edge.ends.size() == 1);
      await().until(() -> edge.server.connections() == 0);
    }
  }

  @Test
  void a_reply_that_the_client_does_not_let_go_on_is_given_up_and_others_are_not()
      throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.idleTimeout(SHORT), this::routes);
        FrameConnection client = new FrameConnection(edge.port, INITIAL_WINDOW, 10)) {
      client.get(1, "/hold").get(3, "/big").get(5, "/big");
      // One is let go on, byte by byte; the other is not.
      Frame ended = allowUntilReset(client, 5);
      assertThat(ended.stream()).isEqualTo(3);
      assertThat(ended.number()).isEqualTo(CANCEL);
      held.take().end("whole");
      Frame reply = client.next(frame -> frame.stream() == 1 && frame.type() == HEADERS);
      assertThat(reply.flags() & END_STREAM).isZero();
      assertThat(client.next(frame -> frame.stream() == 1).payload()).hasSize(5);
    }
  }

  private static Frame allowUntilReset(FrameConnection client, int stream)
      throws IOException, Http2Exception {
    Frame frame = client.next(f -> f.stream() == stream && f.type() == DATA);
    while (frame.type() != RST_STREAM) {
      client.allow(stream, 1);
      frame = client.next(f -> f.type() == RST_STREAM || f.stream() == stream);
    }
    return frame;
  }
}
