package io.bactrian.bedrock;

import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** When an answer without content is no failure. */
final class EmptyAnswers {

  private EmptyAnswers() {}

  static boolean isExplainedBy(StopReason stop) {
    return stop == StopReason.GUARDRAIL_INTERVENED
        || stop == StopReason.CONTENT_FILTERED
        || stop == StopReason.STOP_SEQUENCE
        || stop == StopReason.MAX_TOKENS;
  }
}
