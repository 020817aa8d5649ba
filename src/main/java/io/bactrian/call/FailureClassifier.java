package io.bactrian.call;

import java.util.Optional;

/** Says what an exception of the call path means. The only translation of foreign exceptions. */
@FunctionalInterface
public interface FailureClassifier {

  /**
   * One classified exception.
   *
   * @param message what the target said; shown to callers only where the fault is theirs
   */
  record Failure(FailureKind kind, String message, Optional<String> requestId) {}

  /** Classifies any exception, never fails. */
  Failure classify(Throwable thrown);
}
