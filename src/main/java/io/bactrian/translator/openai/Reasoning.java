package io.bactrian.translator.openai;

import io.bactrian.translator.RequestObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.document.Document;

/**
 * How much a model may think, in the words of its family: Converse has none of its own.
 *
 * @param maxTokens limit for the answer and the thinking together
 * @param modelFields what the model is told; empty for its default
 */
record Reasoning(int maxTokens, Optional<Document> modelFields) {

  private static final String FIELD = "reasoning_effort";
  private static final List<String> EFFORTS =
      List.of("none", "minimal", "low", "medium", "high", "xhigh");
  private static final List<String> CLAUDE_EFFORTS = List.of("none", "low", "medium", "high");
  private static final Map<String, Integer> CLAUDE_BUDGETS =
      Map.of("low", 1_024, "medium", 4_096, "high", 16_384);

  static Reasoning read(RequestObject body, int maxTokens) {
    if (body.member(FIELD).isEmpty()) {
      return new Reasoning(maxTokens, Optional.empty());
    }
    boolean claude = isClaude(body.nonBlankText("model"));
    String effort = body.oneOf(FIELD, claude ? CLAUDE_EFFORTS : EFFORTS);
    if (effort.equals("none")) {
      return new Reasoning(maxTokens, Optional.empty());
    }
    return claude
        ? thinking(CLAUDE_BUDGETS.get(effort), maxTokens)
        : new Reasoning(maxTokens, Optional.of(fields(FIELD, Document.fromString(effort))));
  }

  /** Claude refuses a limit that its budget uses up; the limit then counts beside the budget. */
  private static Reasoning thinking(int budget, int maxTokens) {
    Document thinking =
        Document.mapBuilder()
            .putString("type", "enabled")
            .putNumber("budget_tokens", budget)
            .build();
    return new Reasoning(
        maxTokens > budget ? maxTokens : budget + maxTokens,
        Optional.of(fields("thinking", thinking)));
  }

  private static Document fields(String name, Document value) {
    return Document.fromMap(Map.of(name, value));
  }

  private static boolean isClaude(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return name.contains("claude") || name.contains("anthropic");
  }
}
