package io.bactrian.translator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseMetrics;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTrace;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * The events by which Bedrock would have streamed a whole answer: {@code messageStart}, the content
 * blocks one after another, {@code messageStop}, {@code metadata}. {@link AnswerAssembly} is the
 * way back.
 */
public final class ResponseEvents {

  private ResponseEvents() {}

  /**
   * The events in Bedrock's order.
   *
   * @throws IllegalArgumentException when the answer has content that no stream can carry, such as
   *     a document; models do not answer with it
   */
  public static List<ConverseStreamOutput> of(ConverseResponse response) {
    Message message = response.output() == null ? null : response.output().message();
    List<ConverseStreamOutput> events = new ArrayList<>();
    events.add(ConverseStreamOutput.messageStartBuilder().role(role(message)).build());
    if (message != null) {
      int index = 0;
      for (ContentBlock block : message.content()) {
        events.addAll(BlockEvents.of(block, index));
        index++;
      }
    }
    events.add(
        ConverseStreamOutput.messageStopBuilder()
            .stopReason(response.stopReasonAsString())
            .additionalModelResponseFields(response.additionalModelResponseFields())
            .build());
    events.add(metadata(response));
    return List.copyOf(events);
  }

  private static String role(Message message) {
    return message == null || message.roleAsString() == null
        ? ConversationRole.ASSISTANT.toString()
        : message.roleAsString();
  }

  private static ConverseStreamOutput metadata(ConverseResponse response) {
    ConverseStreamMetadataEvent.Builder event =
        ConverseStreamOutput.metadataBuilder()
            .usage(response.usage())
            .performanceConfig(response.performanceConfig())
            .serviceTier(response.serviceTier());
    ConverseMetrics metrics = response.metrics();
    if (metrics != null) {
      event.metrics(m -> m.latencyMs(metrics.latencyMs()));
    }
    ConverseTrace trace = response.trace();
    if (trace != null) {
      event.trace(t -> t.guardrail(trace.guardrail()).promptRouter(trace.promptRouter()));
    }
    return event.build();
  }
}
