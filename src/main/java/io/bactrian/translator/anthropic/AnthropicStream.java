package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.ServerSentEvents;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * One answer as server-sent events of the Messages API: {@code message_start}, the content blocks,
 * {@code message_delta} with stop reason and usage, {@code message_stop}. Bedrock tells the usage
 * last, so {@code message_start} counts 0 tokens, and the true counts, in tokens, come in {@code
 * message_delta}.
 */
final class AnthropicStream implements ConverseStreamWriter {

  private final GatewayCall call;
  private final BlockFrames blocks = new BlockFrames();
  private boolean started;
  private boolean told;
  private String stopReason;
  private String stopSequence;

  AnthropicStream(GatewayCall call) {
    this.call = call;
  }

  @Override
  public String contentType() {
    return ServerSentEvents.MEDIA_TYPE;
  }

  @Override
  public byte[] event(ConverseStreamOutput event) {
    var frames = new EventFrames();
    switch (event) {
      case MessageStartEvent ignored -> start(frames);
      case ContentBlockStartEvent begun -> blocks.start(begun, start(frames));
      case ContentBlockDeltaEvent delta -> blocks.delta(delta, start(frames));
      case ContentBlockStopEvent ignored -> blocks.stop(start(frames));
      case MessageStopEvent stopped -> stop(stopped, start(frames));
      case ConverseStreamMetadataEvent metadata -> tell(metadata.usage(), start(frames));
      default -> {}
    }
    return frames.bytes();
  }

  @Override
  public byte[] end() {
    EventFrames frames = start(new EventFrames());
    tell(null, frames);
    return frames.add(EventFrames.data("message_stop")).bytes();
  }

  @Override
  public byte[] error(FailureKind kind, String message) {
    return new EventFrames().add(ErrorBody.of(kind.status(), message, call.requestId())).bytes();
  }

  @Override
  public byte[] keepAlive() {
    return new EventFrames().add(EventFrames.data("ping")).bytes();
  }

  private EventFrames start(EventFrames frames) {
    if (!started) {
      started = true;
      ObjectNode data = EventFrames.data("message_start");
      data.set("message", MessageBody.begun(call));
      frames.add(data);
    }
    return frames;
  }

  private void stop(MessageStopEvent event, EventFrames frames) {
    blocks.stop(frames);
    stopReason = StopReasons.of(event.stopReasonAsString());
    stopSequence = StopReasons.stopSequence(event.additionalModelResponseFields());
  }

  private void tell(TokenUsage usage, EventFrames frames) {
    if (told) {
      return;
    }
    told = true;
    blocks.stop(frames);
    ObjectNode data = EventFrames.data("message_delta");
    data.putObject("delta").put("stop_reason", stopReason).put("stop_sequence", stopSequence);
    data.set("usage", Usage.of(usage));
    frames.add(data);
  }
}
