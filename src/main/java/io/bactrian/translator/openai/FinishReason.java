package io.bactrian.translator.openai;

import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** Why a model stopped, in the words of OpenAI. */
final class FinishReason {

  private FinishReason() {}

  /** A reason that is missing or not known yet counts as an ordinary end. */
  static String of(StopReason reason) {
    return switch (reason) {
      case TOOL_USE -> "tool_calls";
      case MAX_TOKENS, MODEL_CONTEXT_WINDOW_EXCEEDED -> "length";
      case CONTENT_FILTERED, GUARDRAIL_INTERVENED -> "content_filter";
      case END_TURN,
          STOP_SEQUENCE,
          MALFORMED_MODEL_OUTPUT,
          MALFORMED_TOOL_USE,
          UNKNOWN_TO_SDK_VERSION ->
          "stop";
      case null -> "stop";
    };
  }
}
