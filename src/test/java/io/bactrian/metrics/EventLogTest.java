package io.bactrian.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.CapturedLog;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static List<String> access(GatewayEvent event) {
    try (CapturedLog log = CapturedLog.of("bactrian.access")) {
      new EventLog().write(event);
      return log.lines();
    }
  }

  private static List<String> state(GatewayEvent event) {
    try (CapturedLog log = CapturedLog.of("bactrian.state")) {
      new EventLog().write(event);
      return log.lines();
    }
  }

  private static GatewayCall failedOver(String question, String answer) {
    return Calls.asking(question)
        .answered(
            List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT), Calls.ok(Calls.WEST)),
            new Outcome.Live(Calls.WEST, Calls.answer(answer)));
  }

  @Test
  void a_call_is_one_line_of_ids_and_numbers() {
    assertThat(access(new CallFinished(failedOver("Why?", "So."), 200, 4_567_890)))
        .containsExactly(
            "request_id=id-1 tenant=default api=chat model=haiku status=200"
                + " served_by=us-west-2/haiku"
                + " attempts=us-east-1/haiku:target-timeout,us-west-2/haiku:ok cause=-"
                + " duration_ms=4.567 upstream_ms=3.000");
  }

  @Test
  void an_apology_tells_its_cause() {
    GatewayCall call =
        Calls.asking("Why?")
            .unanswered(List.of(), FailureKind.GATEWAY_NO_USABLE_TARGET)
            .ended(new Outcome.Degraded("Sorry.", FailureKind.GATEWAY_NO_USABLE_TARGET));
    assertThat(access(new CallFinished(call, 503, 1_000)))
        .containsExactly(
            "request_id=id-1 tenant=default api=chat model=haiku status=503 served_by=degraded"
                + " attempts=- cause=gateway-no-usable-target duration_ms=0.001 upstream_ms=0.000");
  }

  @Test
  void a_call_that_another_model_answered_tells_both_and_why() {
    GatewayCall call =
        Calls.asking("Why?")
            .unanswered(
                List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT)),
                FailureKind.TARGET_TIMEOUT)
            .ended(new Outcome.Live(Calls.ofModel("nova"), Calls.answer("So.")));
    assertThat(access(new CallFinished(call, 200, 1_000)))
        .containsExactly(
            "request_id=id-1 tenant=default api=chat model=haiku status=200"
                + " served_by=us-east-1/nova attempts=us-east-1/haiku:target-timeout"
                + " cause=target-timeout duration_ms=0.001 upstream_ms=2.000");
  }

  @Test
  void neither_question_nor_answer_is_ever_written() {
    GatewayCall call = failedOver("my secret question", "a secret answer");
    assertThat(access(new CallFinished(call, 200, 1)).getFirst()).doesNotContain("secret");
    GatewayCall refused =
        Calls.asking("my secret question")
            .ended(new Outcome.Refused(FailureKind.CALLER_INVALID_REQUEST, "secret is bad"));
    assertThat(access(new CallFinished(refused, 400, 1)).getFirst()).doesNotContain("secret");
  }

  @Test
  void a_request_that_became_no_call_is_one_line_too() {
    assertThat(access(new RequestFinished("id-2", "GET", "/health", 200, 1_234_000)))
        .containsExactly("request_id=id-2 method=GET path=/health status=200 duration_ms=1.234");
  }

  @Test
  void state_changes_are_one_line_each() {
    assertThat(state(new BreakerStateChanged("us-east-1/haiku", "CLOSED", "OPEN")))
        .containsExactly("breaker=us-east-1/haiku from=CLOSED to=OPEN");
    assertThat(state(new TargetRecovered("us-east-1/haiku")))
        .containsExactly("target=us-east-1/haiku recovered");
    assertThat(state(new OperatorActed("open bedrock", "alice@10.0.0.7")))
        .containsExactly("operator open bedrock by=alice@10.0.0.7");
    assertThat(state(new OperatorActed("drain us-east-1")))
        .containsExactly("operator drain us-east-1 by=jmx");
    assertThat(
            state(
                new TargetCooled(
                    "us-east-1/haiku", FailureKind.TARGET_THROTTLED, Duration.ofSeconds(2))))
        .containsExactly(
            "target=us-east-1/haiku left_alone_ms=2000 reason=target-throttled"
                + " (The target throttled the call)");
  }

  @Test
  void only_what_a_person_must_mend_is_a_warning() {
    Set<FailureKind> mended =
        Set.of(
            FailureKind.TARGET_ACCESS_DENIED,
            FailureKind.TARGET_MODEL_NOT_FOUND,
            FailureKind.TARGET_MODEL_NOT_ON_DEMAND,
            FailureKind.TARGET_CREDENTIALS_MISSING);
    for (FailureKind kind : FailureKind.values()) {
      try (CapturedLog log = CapturedLog.of("bactrian.state")) {
        new EventLog().write(new TargetCooled("t", kind, Duration.ofSeconds(2)));
        assertThat(log.levels()).containsExactly(mended.contains(kind) ? Level.WARN : Level.INFO);
      }
    }
  }

  /** The layout escapes, so that nobody who gets text into a line can forge another one. */
  @Test
  void text_with_line_breaks_stays_on_its_line() throws Exception {
    var properties = new Properties();
    try (InputStream in = EventLog.class.getResourceAsStream("/log4j2.properties")) {
      properties.load(in);
    }
    String pattern = properties.getProperty("appender.console.layout.pattern");
    var layout = PatternLayout.newBuilder().withPattern(pattern).build();
    try (CapturedLog log = CapturedLog.of("bactrian.state")) {
      new EventLog().write(new OperatorActed("strategy x\r\nbreaker=y from=OPEN to=CLOSED"));
      String line = layout.toSerializable(log.events().getFirst());
      assertThat(line.strip()).doesNotContain("\n", "\r").contains("x\\r\\nbreaker=y");
    }
  }
}
