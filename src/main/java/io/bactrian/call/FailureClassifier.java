package io.bactrian.call;

import java.time.Duration;
import java.util.Optional;

/** Says what an exception of the call path means. The only translation of foreign exceptions. */
@FunctionalInterface
public interface FailureClassifier {

  /**
   * One classified exception.
   *
   * @param message what the target said; shown to callers only where the fault is theirs
   * @param retryAfter how long the target asks to be left alone, where it says so
   */
  record Failure(
      FailureKind kind, String message, Optional<String> requestId, Optional<Duration> retryAfter) {

    public Failure(FailureKind kind, String message, Optional<String> requestId) {
      this(kind, message, requestId, Optional.empty());
    }
  }

  /** Classifies any exception, never fails. */
  Failure classify(Throwable thrown);
}
