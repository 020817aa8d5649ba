package io.bactrian.simulator.wire;

import java.util.Optional;

/** An operation of Bedrock Runtime that the simulator answers. */
public enum Operation {
  CONVERSE("converse", false),
  CONVERSE_STREAM("converse-stream", true),
  INVOKE_MODEL("invoke", false),
  INVOKE_MODEL_WITH_RESPONSE_STREAM("invoke-with-response-stream", true),
  COUNT_TOKENS("count-tokens", false);

  private final String segment;
  private final boolean streaming;

  Operation(String segment, boolean streaming) {
    this.segment = segment;
    this.streaming = streaming;
  }

  /** The operation whose request URI is {@code /model/{modelId}/<segment>}. */
  static Optional<Operation> ofSegment(String segment) {
    for (Operation operation : VALUES) {
      if (operation.segment.equals(segment)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  /** Whether the reply is an event stream. */
  public boolean streaming() {
    return streaming;
  }

  // values() copies its array on every call, and this is asked for every request.
  private static final Operation[] VALUES = values();
}
