package io.bactrian.translator.anthropic;

import software.amazon.awssdk.core.document.Document;

/** Why a model stopped, in the words of the Messages API. */
final class StopReasons {

  /** Where a model that knows the field tells which sequence stopped it; others leave it out. */
  static final String STOP_SEQUENCE_PATH = "/stop_sequence";

  private static final String STOP_SEQUENCE = "stop_sequence";

  private StopReasons() {}

  /**
   * A reason for which the API has no word stays as Bedrock gave it; to call it another would lie.
   */
  static String of(String bedrock) {
    return switch (bedrock) {
      case null -> null;
      case "guardrail_intervened", "content_filtered" -> "refusal";
      default -> bedrock;
    };
  }

  /** The sequence that stopped the model, as it told beside its answer; null if it did not. */
  static String stopSequence(Document additionalFields) {
    if (additionalFields == null || !additionalFields.isMap()) {
      return null;
    }
    Document sequence = additionalFields.asMap().get(STOP_SEQUENCE);
    return sequence != null && sequence.isString() ? sequence.asString() : null;
  }
}
