package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.ServerSentEvents;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;

/** One answer as server-sent events, each a {@code chat.completion.chunk}. */
final class OpenAiStream implements ConverseStreamWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final byte[] NOTHING = {};

  private final ObjectNode head;
  private final boolean usageWanted;
  private final StreamedTools tools = new StreamedTools();
  private final StreamedThinking thinking = new StreamedThinking();
  private boolean begun;

  OpenAiStream(GatewayCall call, long created) {
    this.head = Completion.head(call, "chat.completion.chunk", created);
    this.usageWanted = call.delivery().usageInStream();
  }

  @Override
  public String contentType() {
    return ServerSentEvents.MEDIA_TYPE;
  }

  @Override
  public byte[] event(ConverseStreamOutput event) {
    return switch (event) {
      case MessageStartEvent start -> begun ? NOTHING : ServerSentEvents.bytes(role());
      case ContentBlockStartEvent start when start.start() != null ->
          chunk(tools.start(start).orElse(null));
      case ContentBlockDeltaEvent delta when delta.delta() != null ->
          delta(delta.contentBlockIndex(), delta.delta());
      case ContentBlockStopEvent stop ->
          chunk(tools.stop(stop.contentBlockIndex()).or(thinking::stop).orElse(null));
      case MessageStopEvent stop -> chunk(JSON.objectNode(), FinishReason.of(stop.stopReason()));
      case ConverseStreamMetadataEvent metadata -> usage(metadata);
      default -> NOTHING;
    };
  }

  @Override
  public byte[] end() {
    return ServerSentEvents.bytes("data: [DONE]\n\n");
  }

  /** Clients take a stream without {@code [DONE]} for broken off, as it is. */
  @Override
  public byte[] error(FailureKind kind, String message) {
    return ServerSentEvents.bytes(ServerSentEvents.data(ErrorBody.of(kind, message)));
  }

  @Override
  public byte[] keepAlive() {
    return ServerSentEvents.bytes(ServerSentEvents.keepAlive());
  }

  private byte[] delta(int block, ContentBlockDelta delta) {
    return switch (delta.type()) {
      case TEXT -> text("content", delta.text());
      case TOOL_USE -> chunk(tools.arguments(block, delta.toolUse().input()).orElse(null));
      case REASONING_CONTENT -> reasoning(delta.reasoningContent());
      default -> NOTHING;
    };
  }

  private byte[] reasoning(ReasoningContentBlockDelta delta) {
    thinking.add(delta);
    return delta.text() == null ? NOTHING : text("reasoning_content", delta.text());
  }

  private byte[] usage(ConverseStreamMetadataEvent metadata) {
    if (!usageWanted || metadata.usage() == null) {
      return NOTHING;
    }
    ObjectNode chunk = head.deepCopy();
    chunk.putArray("choices");
    chunk.set("usage", UsageCounts.of(metadata.usage()));
    if (metadata.serviceTier() != null) {
      chunk.put("service_tier", metadata.serviceTier().typeAsString());
    }
    return ServerSentEvents.bytes(ServerSentEvents.data(chunk));
  }

  private byte[] text(String field, String text) {
    return text.isEmpty() ? NOTHING : chunk(JSON.objectNode().put(field, text));
  }

  private byte[] chunk(ObjectNode delta) {
    return delta == null ? NOTHING : chunk(delta, null);
  }

  /** Clients want the role before all else, even if Bedrock did not tell it. */
  private byte[] chunk(ObjectNode delta, String finishReason) {
    return ServerSentEvents.bytes(
        (begun ? "" : role()) + ServerSentEvents.data(choice(delta, finishReason)));
  }

  private String role() {
    begun = true;
    return ServerSentEvents.data(
        choice(JSON.objectNode().put("role", "assistant").put("content", ""), null));
  }

  private ObjectNode choice(ObjectNode delta, String finishReason) {
    ObjectNode chunk = head.deepCopy();
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.put("finish_reason", finishReason);
    if (usageWanted) {
      chunk.putNull("usage");
    }
    return chunk;
  }
}
