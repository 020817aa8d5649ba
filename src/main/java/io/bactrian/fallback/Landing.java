package io.bactrian.fallback;

import io.bactrian.call.Answer;
import io.bactrian.call.Outcome;
import io.bactrian.call.Target;

/** What came of a call that others waited for. */
sealed interface Landing {
  record Answered(Target origin, Answer answer) implements Landing {}

  /** Whoever asks the same will hear the same. */
  record Refused(Outcome.Refused refusal) implements Landing {}

  /** Answered, but not for others: each asks for itself. */
  record Private() implements Landing {}

  /** One of the others asks. */
  record Failed() implements Landing {}
}
