package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams from their first content to their end, and what they take and give back. */
@Timeout(120)
class StreamTest {

  private static final int MIDDLE = 6;
  private static final java.util.concurrent.Executor EACH =
      Executors.newVirtualThreadPerTaskExecutor();

  private static RunningGateway eastFirst() {
    return RunningGateway.with(
        "bactrian.strategy", "failover",
        "bactrian.stream.first-content-timeout", "2s",
        "bactrian.stream.idle-timeout", "2s");
  }

  private static void nothingUnderWay(RunningGateway gateway) {
    await("nothing under way")
        .atMost(PATIENCE)
        .until(() -> gateway.board(target(EAST)).path("in_flight").intValue() == 0);
  }

  @Test
  void an_answer_comes_piece_by_piece_and_says_that_it_is_complete() {
    try (var gateway = eastFirst()) {
      SseCall answer = SseCall.chat(gateway, "Tell me of camels");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
      assertThat(answer.headers().firstValue("x-bactrian-served-by")).hasValue(target(EAST));
      assertThat(answer.data()).hasSizeGreaterThan(3);
      assertThat(answer.ending()).isEqualTo("success");
      assertThat(answer.data().getLast().path("token_usage").path("outputTokens").intValue())
          .isPositive();
      assertThat(answer.text())
          .isEqualTo(gateway.chat("Tell me of camels").body().path("response").asText());
    }
  }

  @Test
  void no_cut_anywhere_ever_looks_like_an_end() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.strategy", "failover",
            "bactrian.simulator.token-pace", "1ms",
            "bactrian.breaker.minimum-calls", "100",
            "bactrian.breaker.window-size", "100")) {
      String whole = gateway.chat("Tell me of camels").body().path("response").asText();
      int broken = 0;
      boolean complete = false;
      for (int events = 0; !complete; events++) {
        gateway.heal();
        gateway.set(Fault.cutAfter(events).in(EAST));
        SseCall answer = SseCall.chat(gateway, "Tell me of camels");
        boolean fromEast =
            answer.headers().firstValue("x-bactrian-served-by").orElse("").equals(target(EAST));
        complete = fromEast && answer.ending().equals("success");
        if (fromEast) {
          broken++;
          assertThat(whole).startsWith(answer.text());
          assertThat(complete).isIn(false, answer.text().equals(whole));
        }
      }
      assertThat(broken).isGreaterThan(10);
      nothingUnderWay(gateway);
    }
  }

  @Test
  void a_client_that_leaves_counts_neither_way_and_frees_its_place() throws Exception {
    try (var gateway = eastFirst()) {
      gateway.set(Fault.streamSilenceAfter(MIDDLE).in(EAST));
      try (InputStream body =
          gateway
              .client()
              .send(
                  SseCall.request(gateway, "/chat", "{\"stream\":true,\"content\":\"camels\"}"),
                  BodyHandlers.ofInputStream())
              .body()) {
        assertThat(body.read()).isEqualTo('d');
      }
      nothingUnderWay(gateway);
      var seen = gateway.breakerOf(EAST).getMetrics();
      assertThat(seen.getNumberOfFailedCalls() + seen.getNumberOfSuccessfulCalls()).isZero();
    }
  }

  @Test
  void a_client_that_leaves_before_the_first_content_frees_its_place_at_once() throws Exception {
    try (var gateway =
            RunningGateway.with(
                "bactrian.strategy",
                "failover",
                "bactrian.stream.first-content-timeout",
                "50s",
                "bactrian.failover.call-timeout",
                "50s",
                "bactrian.call.deadline",
                "55s");
        var client = java.net.http.HttpClient.newHttpClient()) {
      gateway.set(Fault.silence().in(EAST));
      var call =
          client.sendAsync(
              SseCall.request(gateway, "/chat", "{\"stream\":true,\"content\":\"camels\"}"),
              BodyHandlers.ofString());
      await().atMost(PATIENCE).until(() -> gateway.received(EAST) == 1);
      client.shutdownNow();
      nothingUnderWay(gateway);
      assertThat(call).isCompletedExceptionally();
      assertThat(gateway.received(WEST)).as("nobody else is asked for nobody").isZero();
      assertThat(gateway.breakerOf(EAST).getMetrics().getNumberOfFailedCalls()).isZero();
    }
  }

  @Test
  void streams_beyond_the_limit_are_refused_and_places_come_back() {
    try (var gateway = RunningGateway.with("bactrian.stream.max-open", "2")) {
      gateway.set(Fault.latency(Duration.ofSeconds(2)));
      List<CompletableFuture<SseCall>> calls =
          IntStream.range(0, 6)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> SseCall.chat(gateway, "q" + i), EACH))
              .toList();
      assertThat(calls.stream().map(CompletableFuture::join).map(SseCall::status))
          .containsExactlyInAnyOrder(200, 200, 503, 503, 503, 503);
      gateway.heal();
      for (int i = 0; i < 5; i++) {
        assertThat(SseCall.chat(gateway, "later " + i).ending()).isEqualTo("success");
      }
    }
  }

  @Test
  void a_kept_answer_streams_too_and_an_apology_does_not() {
    try (var gateway = eastFirst()) {
      String whole = gateway.chat("Tell me of camels").body().path("response").asText();
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
      SseCall kept = SseCall.chat(gateway, "Tell me of camels");
      assertThat(kept.headers().firstValue("x-bactrian-served-by")).hasValue("cache");
      assertThat(kept.text()).isEqualTo(whole);
      assertThat(kept.ending()).isEqualTo("success");
      SseCall apology = SseCall.chat(gateway, "Never asked before");
      assertThat(apology.status()).isEqualTo(503);
      assertThat(apology.headers().firstValue("content-type")).hasValue("application/json");
    }
  }

  @Test
  void a_half_open_breaker_closes_by_streams() {
    try (var gateway = eastFirst()) {
      gateway.halfOpen(EAST);
      SseCall.chat(gateway, "one");
      SseCall.chat(gateway, "two");
      gateway.awaitState(
          target(EAST), io.github.resilience4j.circuitbreaker.CircuitBreaker.State.CLOSED);
      assertThat(gateway.received(EAST)).isEqualTo(2);
    }
  }
}
