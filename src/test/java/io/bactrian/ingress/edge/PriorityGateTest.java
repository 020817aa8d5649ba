package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The priority that a client tells, at the gate. */
@Timeout(30)
class PriorityGateTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final LinkedBlockingQueue<RoutingContext> inside = new LinkedBlockingQueue<>();

  private void hold(Router router) {
    router.get("/guarded*").handler(inside::add);
    router.get("/open").handler(c -> c.end("open"));
  }

  private static CompletableFuture<HttpResponse<String>> get(
      RunningEdge edge, String path, String... priorities) {
    HttpRequest.Builder request = edge.request(path);
    for (String priority : priorities) {
      request.header(EdgeHeaders.PRIORITY, priority);
    }
    return edge.client().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String answerNext() throws InterruptedException {
    RoutingContext next = inside.poll(10, TimeUnit.SECONDS);
    next.end("ok");
    return next.request().path();
  }

  @Test
  void interactive_calls_that_wait_are_admitted_before_batch_ones() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.admission(1, 9, LONG), this::hold)) {
      var first = get(edge, "/guarded/first");
      await().until(() -> edge.server.admission().inFlight() == 1);
      var batch = get(edge, "/guarded/batch", "batch");
      await().until(() -> edge.server.admission().waiting() == 1);
      var told = get(edge, "/guarded/told", "interactive");
      await().until(() -> edge.server.admission().waiting() == 2);
      var untold = get(edge, "/guarded/untold");
      await().until(() -> edge.server.admission().waiting() == 3);

      assertThat(answerNext()).isEqualTo("/guarded/first");
      assertThat(answerNext()).isEqualTo("/guarded/told");
      assertThat(answerNext()).isEqualTo("/guarded/untold");
      assertThat(answerNext()).isEqualTo("/guarded/batch");
      CompletableFuture.allOf(first, batch, told, untold).join();
      assertThat(batch.join().headers().firstValue(EdgeHeaders.PRIORITY)).isEmpty();
      await().until(() -> edge.server.admission().inFlight() == 0);
    }
  }

  @Test
  void a_batch_call_in_a_full_line_gets_503_when_an_interactive_one_comes() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.admission(1, 1, LONG), this::hold)) {
      var first = get(edge, "/guarded/first");
      await().until(() -> edge.server.admission().inFlight() == 1);
      var batch = get(edge, "/guarded/batch", "batch");
      await().until(() -> edge.server.admission().waiting() == 1);
      var urgent = get(edge, "/guarded/urgent");

      assertThat(batch.join().statusCode()).isEqualTo(503);
      assertThat(batch.join().headers().firstValue("retry-after")).hasValue("7");
      answerNext();
      assertThat(answerNext()).isEqualTo("/guarded/urgent");
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(urgent.join().statusCode()).isEqualTo(200);
      await().until(() -> edge.server.admission().inFlight() == 0);
      assertThat(edge.server.admission().waiting()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"urgent", "BATCH", "", "batch, interactive", "batch;q=1"})
  void another_word_is_refused_and_not_repeated(String word) throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::hold)) {
      HttpResponse<String> reply = get(edge, "/guarded", word).join();
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.body())
          .isEqualTo("{\"detail\":\"x-bactrian-priority must be interactive or batch, once.\"}");
      assertThat(edge.server.admission().inFlight()).isZero();
    }
  }

  @Test
  void two_words_are_refused_and_where_no_place_is_needed_nobody_reads_them() throws Exception {
    try (RunningEdge edge = RunningEdge.start(this::hold)) {
      assertThat(get(edge, "/guarded", "batch", "batch").join().statusCode()).isEqualTo(400);
      assertThat(get(edge, "/open", "urgent").join().statusCode()).isEqualTo(200);
    }
  }
}
