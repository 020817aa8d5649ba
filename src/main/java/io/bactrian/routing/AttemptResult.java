package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.Outcome;
import io.bactrian.call.TargetCall;
import java.util.Optional;

/** What came of an attempt; {@code failure} is empty when its target answered. */
record AttemptResult(TargetCall sent, Attempt attempt, Optional<Failure> failure) {

  /** The answer; only where there is no failure. */
  Outcome outcome() {
    return switch (sent.reply().get()) {
      case TargetCall.Whole whole -> new Outcome.Live(sent.target(), whole.answer());
      case TargetCall.Streamed begun -> new Outcome.Streaming(sent.target(), begun.stream());
    };
  }
}
