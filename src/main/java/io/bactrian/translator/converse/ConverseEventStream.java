package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.call.FailureKind;
import io.bactrian.call.StreamEvent;
import io.bactrian.translator.ConverseStreamWriter;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;

/**
 * The streams of ConverseStream and InvokeModelWithResponseStream: one frame per event. The
 * protocol has no end mark and nothing that keeps a connection open.
 */
public final class ConverseEventStream implements ConverseStreamWriter {

  private static final byte[] NOTHING = new byte[0];

  private final SdkJsonWriter writer = new SdkJsonWriter();

  @Override
  public String contentType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public byte[] event(ConverseStreamOutput event) {
    return eventType(event)
        .map(type -> EventFrame.event(type, EventFrame.json(writer.write(event))))
        .orElse(NOTHING);
  }

  /** What came is passed on as it came, whatever members it has. */
  @Override
  public byte[] event(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Conversed came -> EventFrame.event(came.type(), came.json());
      case StreamEvent.Retold retold -> event(retold.output());
      case StreamEvent.Chunk chunk -> EventFrame.event("chunk", chunk.json());
    };
  }

  @Override
  public byte[] end() {
    return NOTHING;
  }

  @Override
  public byte[] error(FailureKind kind, String message) {
    return EventFrame.exception(
        BedrockError.of(kind).streamMember(),
        EventFrame.json(JsonNodeFactory.instance.objectNode().put("message", message)));
  }

  @Override
  public byte[] keepAlive() {
    return NOTHING;
  }

  /** By class: events that were not made by the SDK's decoder do not know their own type. */
  private static Optional<String> eventType(ConverseStreamOutput event) {
    return switch (event) {
      case MessageStartEvent start -> Optional.of("messageStart");
      case ContentBlockStartEvent start -> Optional.of("contentBlockStart");
      case ContentBlockDeltaEvent delta -> Optional.of("contentBlockDelta");
      case ContentBlockStopEvent stop -> Optional.of("contentBlockStop");
      case MessageStopEvent stop -> Optional.of("messageStop");
      case ConverseStreamMetadataEvent metadata -> Optional.of("metadata");
      default -> Optional.empty();
    };
  }
}
