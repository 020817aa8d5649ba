package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionGateTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String GUARDED = "GET /guarded HTTP/1.1\r\nHost: a\r\n\r\n";

  private final LinkedBlockingQueue<RoutingContext> inside = new LinkedBlockingQueue<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  @Test
  void never_more_than_the_limit_are_inside_and_all_are_served() throws Exception {
    int requests = 200;
    int limit = 10;
    try (RunningEdge edge =
        RunningEdge.start(s -> s.admission(limit, requests, LONG), this::hold)) {
      List<CompletableFuture<HttpResponse<String>>> replies =
          IntStream.range(0, requests).mapToObj(i -> get(edge, "/guarded/" + i)).toList();
      await().until(() -> edge.server.admission().waiting() == requests - limit);
      assertThat(edge.server.admission().inFlight()).isEqualTo(limit);
      for (int i = 0; i < requests; i++) {
        answer(inside.poll(10, TimeUnit.SECONDS), edge);
      }
      assertThat(replies).allMatch(reply -> reply.join().statusCode() == 200);
      assertThat(peak).hasValue(limit);
      assertEmpty(edge);
      assertThat(edge.ends).hasSize(requests);
    }
  }

  @Test
  void who_waits_too_long_or_finds_the_line_full_gets_503() throws Exception {
    try (RunningEdge edge =
        RunningEdge.start(s -> s.admission(1, 1, Duration.ofMillis(100)), this::hold)) {
      CompletableFuture<HttpResponse<String>> held = get(edge, "/guarded");
      RoutingContext first = inside.poll(10, TimeUnit.SECONDS);
      HttpResponse<String> late = get(edge, "/guarded").join();
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("retry-after")).hasValue("7");
      assertThat(late.body()).contains("\"detail\":");
      assertThat(edge.server.admission().rejected(Priority.INTERACTIVE)).isEqualTo(1);
      answer(first, edge);
      assertThat(held.join().statusCode()).isEqualTo(200);
      assertEmpty(edge);
    }
  }

  @Test
  void a_full_line_turns_away_at_once() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.admission(1, 0, LONG), this::hold)) {
      CompletableFuture<HttpResponse<String>> held = get(edge, "/guarded");
      RoutingContext first = inside.poll(10, TimeUnit.SECONDS);
      assertThat(get(edge, "/guarded").join().statusCode()).isEqualTo(503);
      assertThat(get(edge, "/open").join().statusCode()).isEqualTo(200);
      answer(first, edge);
      held.join();
      assertEmpty(edge);
    }
  }

  @Test
  void clients_that_leave_while_waiting_or_running_give_their_places_back() throws Exception {
    try (RunningEdge edge = RunningEdge.start(s -> s.admission(2, 50, LONG), this::hold)) {
      List<RawConnection> clients = new ArrayList<>();
      for (int i = 0; i < 22; i++) {
        clients.add(edge.connect().send(GUARDED));
      }
      await().until(() -> edge.server.admission().waiting() == 20);
      assertThat(edge.server.admission().inFlight()).isEqualTo(2);
      for (RawConnection client : clients) {
        client.hangUp();
      }
      await().until(() -> edge.server.connections() == 0);
      assertEmpty(edge);
      await().until(() -> edge.ends.size() == 22);
      assertThat(edge.ends).allMatch(EdgeRequestEnd::clientLeft);
    }
  }

  @Test
  void replies_and_departures_at_random_leave_nothing_behind() throws Exception {
    Random random = new Random(11);
    try (RunningEdge edge =
        RunningEdge.start(s -> s.admission(5, 300, Duration.ofMillis(300)), this::hold)) {
      List<RawConnection> clients = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        clients.add(edge.connect().send(GUARDED));
      }
      Collections.shuffle(clients, random);
      for (RawConnection client : clients) {
        RoutingContext running = random.nextBoolean() ? inside.poll() : null;
        if (running != null) {
          answer(running, edge);
        }
        if (random.nextBoolean()) {
          client.hangUp();
        }
      }
      await()
          .until(
              () -> {
                RoutingContext running = inside.poll();
                if (running != null) {
                  answer(running, edge);
                }
                return edge.ends.size() == clients.size();
              });
      assertEmpty(edge);
      for (RawConnection client : clients) {
        client.hangUp();
      }
      await().until(() -> edge.server.connections() == 0);
      assertThat(edge.ends).hasSize(clients.size());
    }
  }

  @Test
  void a_route_that_throws_gives_its_place_back() throws Exception {
    try (RunningEdge edge =
        RunningEdge.start(
            s -> s.admission(1, 0, LONG),
            router ->
                router
                    .get("/guarded")
                    .handler(
                        c -> {
                          throw new IllegalStateException("secret");
                        }))) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> reply = get(edge, "/guarded").join();
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).doesNotContain("secret", "IllegalState").contains("made-");
        assertEmpty(edge);
      }
      assertThat(get(edge, "/guarded/nowhere").join().statusCode()).isEqualTo(404);
      assertEmpty(edge);
    }
  }

  private void hold(Router router) {
    router
        .get("/guarded*")
        .handler(
            c -> {
              peak.accumulateAndGet(now.incrementAndGet(), Math::max);
              inside.add(c);
            });
    router.get("/open").handler(c -> c.end("open"));
  }

  /** Replies from a thread that is not the event loop, as Camel does. */
  private void answer(RoutingContext routing, RunningEdge edge) {
    now.decrementAndGet();
    routing.end("ok");
  }

  private static CompletableFuture<HttpResponse<String>> get(RunningEdge edge, String path) {
    return edge.client()
        .sendAsync(edge.request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertEmpty(RunningEdge edge) {
    await().until(() -> edge.server.admission().inFlight() == 0);
    await().until(() -> edge.server.admission().waiting() == 0);
  }
}
