package io.bactrian.call;

import java.util.List;

/**
 * Says that no target answered a call; carries the attempts across the circuit breaker, which keeps
 * nothing else of a failed branch.
 */
public final class CallFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;
  private final transient List<Attempt> attempts;

  /** {@code message} is shown to callers where the fault is theirs, and to nobody else. */
  public CallFailed(FailureKind kind, List<Attempt> attempts, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.attempts = List.copyOf(attempts);
  }

  public FailureKind kind() {
    return kind;
  }

  public List<Attempt> attempts() {
    return attempts;
  }
}
