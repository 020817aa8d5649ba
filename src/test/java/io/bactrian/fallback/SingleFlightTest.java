package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** Real threads wait for one another; their order is made by what they wait for. */
@Timeout(60)
class SingleFlightTest {

  private static final Outcome ANSWER = new Outcome.Live(Calls.EAST, Calls.answer("Because."));
  private final Cache<String, CachedAnswer> answers = Caffeine.newBuilder().build();
  private final AnswerCache cache =
      new AnswerCache(
          answers,
          new QuestionKey(),
          CacheMode.READ_THROUGH,
          new Freshness(Duration.ofHours(1), Duration.ZERO),
          Optional.empty(),
          new CacheTotals(),
          System::nanoTime);
  private final CacheTotals totals = new CacheTotals();
  private final SingleFlight flights = new SingleFlight(cache, totals, System::nanoTime, true);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static GatewayCall call() {
    return call(Duration.ofMinutes(1));
  }

  private static GatewayCall call(Duration patience) {
    return Calls.asking("Why?").withDeadline(System.nanoTime() + patience.toNanos());
  }

  private List<CompletableFuture<GatewayCall>> boardAll(int calls) {
    List<CompletableFuture<GatewayCall>> boarding = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      GatewayCall call = call();
      boarding.add(CompletableFuture.supplyAsync(() -> flights.board(call), threads));
    }
    return boarding;
  }

  private static long done(List<CompletableFuture<GatewayCall>> boarding) {
    return boarding.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void one_asks_and_all_others_get_its_answer() {
    GatewayCall leader = flights.board(call());
    assertThat(flights.leads(leader)).isTrue();
    List<CompletableFuture<GatewayCall>> others = boardAll(20);

    flights.land(cache.remember(leader.answered(List.of(), ANSWER)));

    for (CompletableFuture<GatewayCall> other : others) {
      assertThat(other.join().outcome()).isPresent();
      assertThat(other.join().outcome().get().servedBy()).isEqualTo("cache");
    }
    assertThat(flights.leads(leader)).isFalse();
    assertThat(totals.flightLed.sum()).isEqualTo(1);
    assertThat(totals.flightShared.sum()).isEqualTo(20);
  }

  @Test
  void where_one_fails_exactly_one_of_the_others_asks_next() {
    GatewayCall leader = flights.board(call());
    List<CompletableFuture<GatewayCall>> others = boardAll(5);
    for (int failed = 1; failed <= 5; failed++) {
      flights.land(leader);
      int expected = failed;
      await().until(() -> done(others) == expected);
      leader =
          others.stream()
              .filter(CompletableFuture::isDone)
              .map(CompletableFuture::join)
              .filter(flights::leads)
              .reduce(
                  (one, more) -> {
                    throw new AssertionError("two ask at once");
                  })
              .orElseThrow();
      assertThat(leader.isOpen()).isTrue();
    }
  }

  @Test
  void a_tool_call_is_nobody_elses_so_that_each_asks_for_itself() {
    ContentBlock tool = ContentBlock.fromToolUse(t -> t.name("pay").toolUseId("1"));
    GatewayCall leader = flights.board(call());
    List<CompletableFuture<GatewayCall>> others = boardAll(5);
    flights.land(
        leader.answered(
            List.of(), new Outcome.Live(Calls.EAST, Calls.answer(StopReason.TOOL_USE, tool))));

    for (CompletableFuture<GatewayCall> other : others) {
      other.thenAccept(flights::land);
    }
    assertThat(others).allSatisfy(other -> assertThat(other.join().isOpen()).isTrue());
  }

  @Test
  void what_bedrock_refused_is_refused_to_all_who_asked_the_same() {
    var refusal = new Outcome.Refused(FailureKind.CALLER_CONTEXT_TOO_LONG, "too long");
    GatewayCall leader = flights.board(call());
    CompletableFuture<GatewayCall> other = boardAll(1).getFirst();
    flights.land(leader.ended(refusal));

    GatewayCall heard = other.join();
    if (heard.isOpen()) {
      // It came after the landing, so nobody was there to hear from.
      assertThat(flights.leads(heard)).isTrue();
    } else {
      assertThat(heard.outcome()).contains(refusal);
    }
  }

  @Test
  void nobody_waits_longer_than_its_own_deadline() {
    GatewayCall leader = flights.board(call());
    GatewayCall hurried = flights.board(call(Duration.ofMillis(20)));

    assertThat(hurried.isOpen()).isTrue();
    assertThat(flights.leads(hurried)).isFalse();
    assertThat(flights.leads(leader)).isTrue();
  }

  @Test
  void an_answer_that_came_between_look_up_and_boarding_is_taken() {
    cache.remember(call().answered(List.of(), ANSWER));

    GatewayCall late = flights.board(call());

    assertThat(late.outcome().orElseThrow().servedBy()).isEqualTo("cache");
    assertThat(flights.leads(late)).isFalse();
  }

  @Test
  void switched_off_every_call_asks_for_itself() {
    var off = new SingleFlight(cache, totals, System::nanoTime, false);
    GatewayCall one = call();
    GatewayCall two = call();
    assertThat(off.board(one)).isSameAs(one);
    assertThat(off.board(two)).isSameAs(two);
    assertThat(off.leads(one)).isFalse();
  }

  @Test
  void callers_are_told_apart_even_when_their_request_ids_are_the_same() {
    GatewayCall leader = flights.board(call());
    assertThat(leader.requestId()).isEqualTo(call().requestId());
    assertThat(flights.leads(call())).isFalse();
  }
}
