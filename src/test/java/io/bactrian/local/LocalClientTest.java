package io.bactrian.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bactrian.call.CallFailed;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Feature;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.LocalModelServer;
import io.bactrian.fixture.LocalModelServer.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real sockets: what each fault of a server comes to before the first content. */
@Timeout(60)
class LocalClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LocalModelServer server = new LocalModelServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static LocalSettings settings(URI url, LocalApi api, Duration timeout) {
    return new LocalSettings(
        url,
        api,
        "llama",
        Optional.empty(),
        EnumSet.of(Feature.TOOLS),
        timeout,
        timeout,
        PATIENCE,
        PATIENCE,
        1);
  }

  private static TargetCall attempt(boolean streamed) {
    GatewayCall call =
        GatewayCall.received(
            "id-1",
            "default",
            "chat",
            "general",
            new Delivery("haiku", streamed, false),
            new Question.Converse(Calls.question("Why?")),
            0);
    return TargetCall.of(call, Target.local("llama"), PATIENCE);
  }

  private FailureKind failure(URI url, LocalApi api, boolean streamed, Duration timeout) {
    try (var client = new LocalClient(settings(url, api, timeout), System::nanoTime, () -> "id")) {
      var attempt = attempt(streamed);
      CallFailed failed = catchThrowableOfType(CallFailed.class, () -> client.answer(attempt));
      assertThat(attempt.reply().get()).isNull();
      // its place is free again, however it failed
      var again = catchThrowableOfType(CallFailed.class, () -> client.answer(attempt(streamed)));
      assertThat(again.kind()).isEqualTo(failed.kind());
      return failed.kind();
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
            Arguments.of(Fault.CUT_BEFORE_CONTENT, FailureKind.TARGET_CONNECTION_FAILED),
            Arguments.of(Fault.MALFORMED, FailureKind.TARGET_CORRUPT_REPLY),
            Arguments.of(Fault.REDIRECT, FailureKind.TARGET_CORRUPT_REPLY),
            Arguments.of(Fault.ENDLESS_LINE, FailureKind.TARGET_CORRUPT_REPLY),
            Arguments.of(Fault.BAD_REQUEST, FailureKind.CALLER_INVALID_REQUEST),
            Arguments.of(Fault.TOO_LONG, FailureKind.CALLER_CONTEXT_TOO_LONG),
            Arguments.of(Fault.NO_ACCESS, FailureKind.TARGET_ACCESS_DENIED),
            Arguments.of(Fault.NO_MODEL, FailureKind.TARGET_MODEL_NOT_FOUND),
            Arguments.of(Fault.THROTTLED, FailureKind.TARGET_THROTTLED),
            Arguments.of(Fault.BROKEN, FailureKind.TARGET_INTERNAL_ERROR),
            Arguments.of(Fault.LOADING, FailureKind.TARGET_NOT_READY),
            Arguments.of(Fault.BUSY, FailureKind.TARGET_UNAVAILABLE))
        .flatMap(
            row ->
                Stream.of(LocalApi.values())
                    .flatMap(
                        api ->
                            Stream.of(true, false)
                                .map(
                                    streamed ->
                                        Arguments.of(row.get()[0], row.get()[1], api, streamed))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_the_row_of_the_table_that_says_what_it_is(
      Fault fault, FailureKind kind, LocalApi api, boolean streamed) {
    server.set(fault);
    assertThat(failure(server.url(), api, streamed, PATIENCE)).isEqualTo(kind);
  }

  @Test
  void an_answer_without_content_is_none() {
    server.set(Fault.EMPTY);
    for (LocalApi api : LocalApi.values()) {
      assertThat(failure(server.url(), api, false, PATIENCE))
          .isEqualTo(FailureKind.TARGET_EMPTY_REPLY);
    }
  }

  @Test
  void silence_is_waited_for_so_long_and_no_longer() {
    server.set(Fault.SILENCE);
    for (boolean streamed : List.of(true, false)) {
      assertThat(failure(server.url(), LocalApi.OLLAMA, streamed, Duration.ofMillis(50)))
          .isEqualTo(FailureKind.TARGET_TIMEOUT);
    }
  }

  @Test
  void where_nobody_listens_the_connection_fails() {
    URI nobody = server.url();
    server.close();
    assertThat(failure(nobody, LocalApi.OPENAI, false, PATIENCE))
        .isEqualTo(FailureKind.TARGET_CONNECTION_FAILED);
  }

  @Test
  void more_calls_than_places_go_past_it() {
    var settings = settings(server.url(), LocalApi.OPENAI, PATIENCE);
    try (var client = new LocalClient(settings, System::nanoTime, () -> "id")) {
      var first = attempt(true);
      client.answer(first);
      var second = catchThrowableOfType(CallFailed.class, () -> client.answer(attempt(true)));
      assertThat(second.kind()).isEqualTo(FailureKind.TARGET_NOT_PERMITTED);

      ((TargetCall.Streamed) first.reply().get()).stream().cancel();
      client.answer(attempt(true));
    }
  }

  @Test
  void an_answer_comes_with_what_it_cost() {
    for (LocalApi api : LocalApi.values()) {
      var settings = settings(server.url(), api, PATIENCE);
      try (var client = new LocalClient(settings, System::nanoTime, () -> "id")) {
        var attempt = attempt(false);
        client.answer(attempt);
        var answer = ((TargetCall.Whole) attempt.reply().get()).answer().conversed();
        assertThat(answer.output().message().content().getFirst().text())
            .isEqualTo(LocalModelServer.ANSWER);
        assertThat(answer.stopReasonAsString()).isEqualTo("end_turn");
        assertThat(answer.usage().inputTokens()).isEqualTo(11);
        assertThat(answer.usage().totalTokens()).isEqualTo(18);
      }
    }
  }
}
