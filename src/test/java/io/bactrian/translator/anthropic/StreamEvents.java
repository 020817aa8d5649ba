package io.bactrian.translator.anthropic;

import java.util.function.Consumer;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Events as Bedrock sends them. */
final class StreamEvents {

  private StreamEvents() {}

  static ConverseStreamOutput start() {
    return ConverseStreamOutput.messageStartBuilder().role("assistant").build();
  }

  static ConverseStreamOutput startOfTool(int index, String id, String name) {
    return begin(index, ContentBlockStart.fromToolUse(u -> u.toolUseId(id).name(name)));
  }

  static ConverseStreamOutput startOfToolResult(int index) {
    return begin(index, ContentBlockStart.fromToolResult(r -> r.toolUseId("t")));
  }

  private static ConverseStreamOutput begin(int index, ContentBlockStart start) {
    return ConverseStreamOutput.contentBlockStartBuilder()
        .contentBlockIndex(index)
        .start(start)
        .build();
  }

  static ConverseStreamOutput delta(int index, String text) {
    return more(index, ContentBlockDelta.fromText(text));
  }

  static ConverseStreamOutput toolInput(int index, String json) {
    return more(index, ContentBlockDelta.fromToolUse(u -> u.input(json)));
  }

  static ConverseStreamOutput reasoning(
      int index, Consumer<ReasoningContentBlockDelta.Builder> part) {
    return more(index, ContentBlockDelta.fromReasoningContent(part));
  }

  private static ConverseStreamOutput more(int index, ContentBlockDelta delta) {
    return ConverseStreamOutput.contentBlockDeltaBuilder()
        .contentBlockIndex(index)
        .delta(delta)
        .build();
  }

  static ConverseStreamOutput stop(int index) {
    return ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(index).build();
  }

  static ConverseStreamOutput stopOfMessage(String reason) {
    return ConverseStreamOutput.messageStopBuilder().stopReason(reason).build();
  }

  static ConverseStreamOutput stopOfMessage(String reason, String sequence) {
    return ConverseStreamOutput.messageStopBuilder()
        .stopReason(reason)
        .additionalModelResponseFields(
            Document.mapBuilder().putString("stop_sequence", sequence).build())
        .build();
  }

  static ConverseStreamOutput metadata(Consumer<TokenUsage.Builder> usage) {
    return ConverseStreamOutput.metadataBuilder().usage(usage).build();
  }
}
