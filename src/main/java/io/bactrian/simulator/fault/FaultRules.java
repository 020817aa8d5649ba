package io.bactrian.simulator.fault;

import io.bactrian.simulator.scope.Scope;
import io.bactrian.simulator.wire.ExceptionType;
import io.bactrian.simulator.wire.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which parts of a fault go with which kind. */
final class FaultRules {

  private FaultRules() {}

  static void check(FaultKind kind, Scope scope, Occurrence occurrence, Effect effect) {
    if (kind == FaultKind.CONNECTION_REFUSED) {
      allow(kind, "model", "*".equals(scope.model()));
      allow(kind, "probability", occurrence.probability() == 1);
      allow(kind, "times", occurrence.times() == 0);
      allow(kind, "latency", effect.latency().isZero());
    }
    if (kind == FaultKind.LATENCY && effect.latency().isZero()) {
      throw new IllegalArgumentException("latency needs a latency above 0 ms");
    }
    allow(kind, "afterEvents", effect.afterEvents() == 0 || kind.interruptsStreams());
    allow(kind, "retryAfter", effect.retryAfter().isZero() || takesRetryAfter(kind));
    boolean framed = kind == FaultKind.STREAM_EXCEPTION;
    allow(kind, "message", effect.message().isEmpty() || framed || kind.exception().isPresent());
    allow(kind, "exception", effect.exception().isEmpty() || framed);
    if (framed && effect.exception().filter(inStream()::contains).isEmpty()) {
      throw new IllegalArgumentException(
          "exception of "
              + kind.label()
              + " must be one of "
              + inStream().stream().map(FaultKind::label).collect(Collectors.joining(", ")));
    }
  }

  /** The kinds of exception that a stream of some operation may carry. */
  private static List<FaultKind> inStream() {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.exception().filter(FaultRules::interruptsAny).isPresent())
        .toList();
  }

  private static boolean interruptsAny(ExceptionType type) {
    return Arrays.stream(Operation.values()).anyMatch(type::interrupts);
  }

  private static boolean takesRetryAfter(FaultKind kind) {
    return kind.exception()
        .filter(
            type -> type == ExceptionType.THROTTLING || type == ExceptionType.SERVICE_UNAVAILABLE)
        .isPresent();
  }

  private static void allow(FaultKind kind, String part, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException(kind.label() + " does not take " + part);
    }
  }
}
