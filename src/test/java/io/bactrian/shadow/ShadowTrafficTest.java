package io.bactrian.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.call.CacheDirectives;
import io.bactrian.call.CallOptions;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

@Timeout(30)
class ShadowTrafficTest {

  private static final Target CANDIDATE = Calls.ofModel("nova");
  private static final ConverseResponse ANSWER = Calls.answer("Yes.");

  @TempDir Path directory;

  private final ManualClock clock = new ManualClock();
  private final Queue<GatewayCall> copies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  private UnaryOperator<GatewayCall> candidate = ShadowTrafficTest::answered;
  private Shadow shadow;

  @AfterEach
  void stop() throws InterruptedException {
    if (shadow != null) {
      shadow.stop();
    }
  }

  private ShadowTraffic traffic(float percent, int concurrent, int callsPerHour, long tokens) {
    var settings =
        new ShadowSettings(
            "nova",
            percent,
            Set.of("general"),
            Set.of("default"),
            concurrent,
            callsPerHour,
            tokens,
            Duration.ofSeconds(5),
            directory.resolve("shadow.jsonl"),
            100_000_000);
    shadow =
        new Shadow(
            settings,
            List.of(CANDIDATE),
            copy -> {
              copies.add(copy);
              return candidate.apply(copy);
            },
            () -> "copy-" + ids.incrementAndGet(),
            new Random(7)::nextDouble,
            clock,
            clock);
    try {
      shadow.start();
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
    return shadow.traffic();
  }

  private static GatewayCall answered(GatewayCall copy) {
    return copy.answered(
        List.of(Calls.ok(CANDIDATE)), new Outcome.Live(CANDIDATE, Calls.answer("So.")));
  }

  private static GatewayCall live(String question) {
    return Calls.asking(question)
        .answered(List.of(Calls.ok(Calls.EAST)), new Outcome.Live(Calls.EAST, ANSWER));
  }

  private long count(ShadowResult result) {
    return shadow.totals().of(result);
  }

  private void awaitCount(ShadowResult result, long expected) {
    await(result.label()).until(() -> count(result) == expected);
  }

  @Test
  void a_share_of_the_calls_is_copied() {
    ShadowTraffic traffic = traffic(10, 10_000, 1_000_000, 1_000_000_000);
    for (int i = 0; i < 10_000; i++) {
      traffic.offer(live("Why?"));
    }
    await("all copies").until(() -> copies.size() == count(ShadowResult.ANSWERED));
    assertThat(copies.size()).isBetween(900, 1_100);
    assertThat(count(ShadowResult.BUSY)).isZero();
  }

  @Test
  void nothing_is_copied_that_is_not_opted_in_or_no_live_answer_of_another_model() {
    ShadowTraffic traffic = traffic(100, 4, 100, 1_000);
    var noStore = new CacheDirectives(false, true, false, Optional.empty(), Optional.empty());
    GatewayCall failed = Calls.asking("Why?").unanswered(List.of(), FailureKind.TARGET_TIMEOUT);
    for (GatewayCall call :
        List.of(
            received("default", "legal"),
            received("other", "general"),
            live("Why?").withOptions(new CallOptions(Optional.empty(), Set.of(), noStore)),
            live("Why?").withOptions(new CallOptions(Optional.empty(), Set.of("eu"))),
            failed.ended(live("Why?").outcome().orElseThrow()),
            failed.ended(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT)),
            failed.ended(new Outcome.Cached(Calls.EAST, ANSWER, Duration.ZERO, false)),
            Calls.asking("Why?").ended(new Outcome.Live(CANDIDATE, ANSWER)),
            Calls.asking("Why?"))) {
      traffic.offer(call);
    }
    for (ShadowResult result : ShadowResult.values()) {
      assertThat(count(result)).as(result.label()).isZero();
    }
    assertThat(copies).isEmpty();
  }

  private static GatewayCall received(String tenant, String useCase) {
    GatewayCall call = live("Why?");
    return GatewayCall.received(
            "id-2", tenant, "chat", useCase, call.delivery(), call.question(), 0)
        .answered(call.attempts(), call.outcome().orElseThrow());
  }

  @Test
  void a_copy_is_a_call_of_its_own_that_stays_where_the_call_may_be_answered() {
    GatewayCall call =
        live("Why?").withOptions(new CallOptions(Optional.empty(), Set.of(CANDIDATE.geo(), "eu")));
    traffic(100, 4, 100, 1_000).offer(call);
    awaitCount(ShadowResult.ANSWERED, 1);
    GatewayCall copy = copies.remove();
    assertThat(copy.requestId()).isEqualTo("copy-1");
    assertThat(copy.api()).isEqualTo("shadow");
    assertThat(copy.model()).isEqualTo("nova");
    assertThat(copy.question()).isEqualTo(call.question());
    assertThat(copy.caller()).isNotSameAs(call.caller());
    assertThat(copy.options().geos()).containsExactlyInAnyOrder(CANDIDATE.geo(), "eu");
    assertThat(copy.deadlineNanos()).isEqualTo(clock.getAsLong() + 5_000_000_000L);
  }

  @Test
  void a_candidate_that_hangs_is_waited_for_by_nobody_and_further_copies_are_dropped() {
    var hangs = new CountDownLatch(1);
    candidate =
        copy -> {
          try {
            hangs.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return answered(copy);
        };
    ShadowTraffic traffic = traffic(100, 2, 100, 1_000);
    for (int i = 0; i < 5; i++) {
      traffic.offer(live("Why?"));
    }
    assertThat(count(ShadowResult.BUSY)).isEqualTo(3);
    hangs.countDown();
    awaitCount(ShadowResult.ANSWERED, 2);
    await("a place").until(() -> copiesOneMore(traffic));
  }

  private boolean copiesOneMore(ShadowTraffic traffic) {
    traffic.offer(live("Why?"));
    return count(ShadowResult.ANSWERED) > 2;
  }

  @Test
  void an_hour_has_its_calls_and_a_day_its_tokens() {
    ShadowTraffic traffic = traffic(100, 100, 3, 100);
    for (int i = 0; i < 5; i++) {
      traffic.offer(live("Why?"));
    }
    awaitCount(ShadowResult.ANSWERED, 3);
    assertThat(count(ShadowResult.OVER_BUDGET)).isEqualTo(2);
    assertThat(shadow.totals().outputTokens()).isEqualTo(60);

    clock.advance(Duration.ofHours(1));
    traffic.offer(live("Why?"));
    awaitCount(ShadowResult.ANSWERED, 4);
    traffic.offer(live("Why?"));
    awaitCount(ShadowResult.ANSWERED, 5);
    traffic.offer(live("Why?"));
    assertThat(count(ShadowResult.OVER_BUDGET)).as("100 tokens are spent").isEqualTo(3);

    clock.advance(Duration.ofHours(23));
    traffic.offer(live("Why?"));
    awaitCount(ShadowResult.ANSWERED, 6);
  }

  @Test
  void a_failure_is_kept_where_the_candidate_was_asked() throws Exception {
    candidate =
        copy ->
            copy.unanswered(
                copies.size() == 1
                    ? List.of(Calls.failed(CANDIDATE, FailureKind.TARGET_NOT_PERMITTED))
                    : List.of(Calls.failed(CANDIDATE, FailureKind.TARGET_TIMEOUT)),
                FailureKind.TARGET_TIMEOUT);
    ShadowTraffic traffic = traffic(100, 4, 100, 1_000);
    traffic.offer(live("first"));
    awaitCount(ShadowResult.FAILED, 1);
    traffic.offer(live("second"));
    awaitCount(ShadowResult.FAILED, 2);
    shadow.stop();
    assertThat(Files.readAllLines(directory.resolve("shadow.jsonl")))
        .singleElement()
        .asString()
        .contains("\"prompt\":\"second\"", "\"answer\":\"\",\"failure\":\"target-timeout\"");
  }
}
