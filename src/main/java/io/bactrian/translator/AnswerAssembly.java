package io.bactrian.translator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;

/**
 * Puts the whole answer together from the events of a stream, as {@link ResponseEvents} takes it
 * apart. Belongs to one stream and is used by one thread at a time.
 */
public final class AnswerAssembly {

  private final long mostCharacters;
  private final ConverseResponse.Builder response = ConverseResponse.builder();
  private final Map<Integer, BlockAssembly> blocks = new TreeMap<>();
  private long characters;
  private String role;
  private boolean stopped;
  private boolean givenUp;

  /**
   * An assembly of no events yet.
   *
   * @param mostCharacters how much content is kept, in characters of text and JSON and in bytes of
   *     binary content; beyond it all content is given up
   */
  public AnswerAssembly(long mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  /** Takes the next event. Unknown ones change nothing. */
  public void accept(ConverseStreamOutput event) {
    switch (event) {
      case MessageStartEvent start -> role = start.roleAsString();
      case ContentBlockStartEvent start -> {
        if (!givenUp && start.start() != null) {
          block(start.contentBlockIndex()).begin(start.start());
        }
      }
      case ContentBlockDeltaEvent delta -> {
        if (!givenUp && delta.delta() != null) {
          append(delta);
        }
      }
      case MessageStopEvent stop -> {
        stopped = true;
        response
            .stopReason(stop.stopReasonAsString())
            .additionalModelResponseFields(stop.additionalModelResponseFields());
      }
      case ConverseStreamMetadataEvent metadata -> describe(metadata);
      default -> {}
    }
  }

  /** Whether {@code messageStop} has come, and {@link #response} has all content before it. */
  public boolean complete() {
    return stopped && !givenUp && blocks.values().stream().allMatch(BlockAssembly::isReadable);
  }

  /**
   * The answer so far. Without {@code output} when content was given up: because there was too much
   * of it, because the input of a tool is not JSON, or because it has a piece of a kind not known.
   */
  public ConverseResponse response() {
    if (givenUp || !blocks.values().stream().allMatch(BlockAssembly::isReadable)) {
      return response.build();
    }
    List<ContentBlock> content = blocks.values().stream().map(BlockAssembly::block).toList();
    Message message = Message.builder().role(role).content(content).build();
    return response.build().copy(r -> r.output(o -> o.message(message)));
  }

  private void append(ContentBlockDeltaEvent event) {
    characters += block(event.contentBlockIndex()).append(event.delta());
    if (characters > mostCharacters) {
      givenUp = true;
      blocks.clear();
    }
  }

  private BlockAssembly block(int index) {
    return blocks.computeIfAbsent(index, first -> new BlockAssembly());
  }

  private void describe(ConverseStreamMetadataEvent metadata) {
    response
        .usage(metadata.usage())
        .performanceConfig(metadata.performanceConfig())
        .serviceTier(metadata.serviceTier());
    if (metadata.metrics() != null) {
      response.metrics(m -> m.latencyMs(metadata.metrics().latencyMs()));
    }
    if (metadata.trace() != null) {
      response.trace(
          t ->
              t.guardrail(metadata.trace().guardrail())
                  .promptRouter(metadata.trace().promptRouter()));
    }
  }
}
