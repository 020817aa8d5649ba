package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.services.bedrockruntime.model.CacheDetail;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * Writes {@code usage}, in tokens. Both sides count input without what the cache read and wrote.
 * The protocol cannot leave a count out: what Bedrock did not tell is 0, never an estimate.
 */
final class Usage {

  private static final TokenUsage UNKNOWN = TokenUsage.builder().build();

  private Usage() {}

  static ObjectNode unknown() {
    return of(UNKNOWN);
  }

  static ObjectNode of(TokenUsage told) {
    TokenUsage usage = told == null ? UNKNOWN : told;
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("input_tokens", orZero(usage.inputTokens()))
            .put("output_tokens", orZero(usage.outputTokens()))
            .put("cache_creation_input_tokens", orZero(usage.cacheWriteInputTokens()))
            .put("cache_read_input_tokens", orZero(usage.cacheReadInputTokens()));
    if (usage.hasCacheDetails()) {
      json.putObject("cache_creation")
          .put("ephemeral_5m_input_tokens", written(usage, "5m"))
          .put("ephemeral_1h_input_tokens", written(usage, "1h"));
    }
    return json;
  }

  private static int written(TokenUsage usage, String ttl) {
    return usage.cacheDetails().stream()
        .filter(detail -> ttl.equals(detail.ttlAsString()))
        .mapToInt(CacheDetail::inputTokens)
        .sum();
  }

  private static int orZero(Integer tokens) {
    return tokens == null ? 0 : tokens;
  }
}
