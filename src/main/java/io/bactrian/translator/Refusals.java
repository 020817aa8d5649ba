package io.bactrian.translator;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller is told of an exception: its own fault in words, and never internals. */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String INTERNAL_ERROR = "The gateway failed to answer; see request id ";

  private Refusals() {}

  /** The gateway's own failures are logged here. */
  public static Outcome.Refused of(Throwable thrown, String requestId) {
    return switch (thrown) {
      case InvalidRequest invalid ->
          new Outcome.Refused(FailureKind.CALLER_INVALID_REQUEST, invalid.getMessage());
      case CallFailed failed when failed.kind().isCallersFault() ->
          new Outcome.Refused(failed.kind(), failed.getMessage());
      default -> {
        LOG.error("Request {} failed in the gateway itself", requestId, thrown);
        yield new Outcome.Refused(
            FailureKind.GATEWAY_INTERNAL_ERROR, INTERNAL_ERROR + requestId + ".");
      }
    };
  }
}
