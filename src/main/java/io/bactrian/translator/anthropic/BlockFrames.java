package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockStart;

/**
 * The content blocks of one stream, of which one at a time is open. Bedrock begins only tool use
 * aloud, so the others begin with their first delta. Clients need indices without gaps, so blocks
 * are counted here, and those of a kind that the API does not have are not.
 */
final class BlockFrames {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private int begun;
  private int openAtBedrock;
  private boolean open;
  private SdkBytes redacted;

  void start(ContentBlockStartEvent event, EventFrames frames) {
    stop(frames);
    ToolUseBlockStart use = event.start().toolUse();
    if (use != null) {
      begin(event.contentBlockIndex(), MessageBody.toolUse(use.toolUseId(), use.name()), frames);
    }
  }

  void delta(ContentBlockDeltaEvent event, EventFrames frames) {
    int index = event.contentBlockIndex();
    ContentBlockDelta delta = event.delta();
    switch (delta.type()) {
      case TEXT -> {
        beginUnlessOpen(index, MessageBody.text(""), frames);
        add(frames, "text_delta", "text", delta.text());
      }
      case TOOL_USE -> {
        // Input of a tool that was never named cannot be told.
        if (isOpen(index) && delta.toolUse().input() != null) {
          add(frames, "input_json_delta", "partial_json", delta.toolUse().input());
        }
      }
      case REASONING_CONTENT -> reasoning(index, delta.reasoningContent(), frames);
      default -> {}
    }
  }

  /** Ends the open block, if there is one. */
  void stop(EventFrames frames) {
    if (redacted != null) {
      begin(openAtBedrock, MessageBody.redactedThinking(redacted), frames);
    }
    if (open) {
      frames.add(EventFrames.data("content_block_stop", begun - 1));
    }
    open = false;
  }

  private void reasoning(int index, ReasoningContentBlockDelta delta, EventFrames frames) {
    if (delta.redactedContent() != null) {
      redact(index, delta.redactedContent(), frames);
      return;
    }
    beginUnlessOpen(index, MessageBody.thinking("", ""), frames);
    if (delta.text() != null) {
      add(frames, "thinking_delta", "thinking", delta.text());
    }
    if (delta.signature() != null) {
      add(frames, "signature_delta", "signature", delta.signature());
    }
  }

  /** The API has no deltas of redacted thinking, so it is kept until it is whole. */
  private void redact(int index, SdkBytes more, EventFrames frames) {
    if (redacted != null && openAtBedrock == index) {
      redacted = SdkBytes.fromByteArray(joined(redacted.asByteArray(), more.asByteArray()));
      return;
    }
    stop(frames);
    redacted = more;
    openAtBedrock = index;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private boolean isOpen(int index) {
    return open && openAtBedrock == index;
  }

  private void beginUnlessOpen(int index, ObjectNode block, EventFrames frames) {
    if (!isOpen(index)) {
      stop(frames);
      begin(index, block, frames);
    }
  }

  private void begin(int index, ObjectNode block, EventFrames frames) {
    redacted = null;
    open = true;
    openAtBedrock = index;
    ObjectNode data = EventFrames.data("content_block_start", begun++);
    data.set("content_block", block);
    frames.add(data);
  }

  private void add(EventFrames frames, String type, String member, String value) {
    ObjectNode data = EventFrames.data("content_block_delta", begun - 1);
    data.set("delta", JSON.objectNode().put("type", type).put(member, value));
    frames.add(data);
  }
}
