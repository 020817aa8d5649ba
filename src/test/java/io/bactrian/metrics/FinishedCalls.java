package io.bactrian.metrics;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.fixture.Calls;
import java.util.List;

/** Calls that have ended, as the meters hear of them. */
final class FinishedCalls {

  private FinishedCalls() {}

  /** Answered by the third target after two had failed, in 10 ms. */
  static CallFinished live(String question) {
    return new CallFinished(
        Calls.asking(question)
            .answered(
                List.of(
                    Calls.failed(Calls.EUROPE, FailureKind.TARGET_NOT_PERMITTED),
                    Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT),
                    Calls.ok(Calls.WEST)),
                new Outcome.Live(Calls.WEST, Calls.answer("So."))),
        200,
        10_000_000);
  }

  /** Not answered by any target, and ended in 1 ms. */
  static CallFinished ended(FailureKind cause, Outcome outcome, int status) {
    return new CallFinished(
        Calls.asking("Why?").unanswered(List.of(), cause).ended(outcome), status, 1_000_000);
  }
}
