package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** The {@code usage} of an answer, in tokens. */
final class UsageCounts {

  private UsageCounts() {}

  /** Bedrock's input tokens exclude the cached ones, OpenAI's prompt tokens include them. */
  static ObjectNode of(TokenUsage usage) {
    int cached = count(usage.cacheReadInputTokens());
    int prompt = count(usage.inputTokens()) + cached + count(usage.cacheWriteInputTokens());
    int completion = count(usage.outputTokens());
    ObjectNode counts = JsonNodeFactory.instance.objectNode();
    counts.put("prompt_tokens", prompt);
    counts.put("completion_tokens", completion);
    Integer total = usage.totalTokens();
    counts.put("total_tokens", total == null ? prompt + completion : total);
    counts.putObject("prompt_tokens_details").put("cached_tokens", cached);
    return counts;
  }

  private static int count(Integer tokens) {
    return tokens == null ? 0 : tokens;
  }
}
