package io.bactrian.translator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationSourceContentDelta;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** The events of one content block. Only tools and images are announced by a start. */
final class BlockEvents {

  private final int index;
  private final List<ConverseStreamOutput> events = new ArrayList<>();

  private BlockEvents(int index) {
    this.index = index;
  }

  static List<ConverseStreamOutput> of(ContentBlock block, int index) {
    var events = new BlockEvents(index);
    switch (block.type()) {
      case TEXT -> events.delta(ContentBlockDelta.fromText(block.text()));
      case TOOL_USE -> events.toolUse(block.toolUse());
      case REASONING_CONTENT -> events.reasoning(block.reasoningContent());
      case CITATIONS_CONTENT -> events.citations(block.citationsContent());
      case TOOL_RESULT -> events.toolResult(block.toolResult());
      case IMAGE -> events.image(block.image());
      default -> throw notStreamed(block.type());
    }
    events.events.add(
        ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(index).build());
    return events.events;
  }

  private void toolUse(ToolUseBlock tool) {
    start(
        ContentBlockStart.fromToolUse(
            s -> s.toolUseId(tool.toolUseId()).name(tool.name()).type(tool.typeAsString())));
    if (tool.input() != null) {
      String input = DocumentJson.write(tool.input()).toString();
      delta(ContentBlockDelta.fromToolUse(d -> d.input(input)));
    }
  }

  private void reasoning(ReasoningContentBlock reasoning) {
    if (reasoning.redactedContent() != null) {
      reasoned(ReasoningContentBlockDelta.fromRedactedContent(reasoning.redactedContent()));
      return;
    }
    if (reasoning.reasoningText() == null) {
      throw notStreamed(reasoning.type());
    }
    if (reasoning.reasoningText().text() != null) {
      reasoned(ReasoningContentBlockDelta.fromText(reasoning.reasoningText().text()));
    }
    if (reasoning.reasoningText().signature() != null) {
      reasoned(ReasoningContentBlockDelta.fromSignature(reasoning.reasoningText().signature()));
    }
  }

  private void reasoned(ReasoningContentBlockDelta part) {
    delta(ContentBlockDelta.fromReasoningContent(part));
  }

  private void citations(CitationsContentBlock cited) {
    cited.content().forEach(part -> delta(ContentBlockDelta.fromText(part.text())));
    cited
        .citations()
        .forEach(citation -> delta(ContentBlockDelta.fromCitation(citation(citation))));
  }

  private static CitationsDelta citation(Citation citation) {
    CitationsDelta.Builder delta =
        CitationsDelta.builder()
            .title(citation.title())
            .source(citation.source())
            .location(citation.location());
    if (citation.hasSourceContent()) {
      delta.sourceContent(
          citation.sourceContent().stream()
              .map(part -> CitationSourceContentDelta.builder().text(part.text()).build())
              .toList());
    }
    return delta.build();
  }

  private void toolResult(ToolResultBlock result) {
    start(
        ContentBlockStart.fromToolResult(
            s ->
                s.toolUseId(result.toolUseId())
                    .type(result.type())
                    .status(result.statusAsString())));
    if (result.hasContent()) {
      delta(
          ContentBlockDelta.fromToolResult(
              result.content().stream().map(BlockEvents::resultDelta).toList()));
    }
  }

  private static ToolResultBlockDelta resultDelta(ToolResultContentBlock part) {
    return switch (part.type()) {
      case TEXT -> ToolResultBlockDelta.fromText(part.text());
      case JSON -> ToolResultBlockDelta.fromJson(part.json());
      default -> throw notStreamed(part.type());
    };
  }

  private void image(ImageBlock image) {
    start(ContentBlockStart.fromImage(s -> s.format(image.formatAsString())));
    delta(ContentBlockDelta.fromImage(d -> d.source(image.source()).error(image.error())));
  }

  private void start(ContentBlockStart start) {
    events.add(
        ConverseStreamOutput.contentBlockStartBuilder()
            .contentBlockIndex(index)
            .start(start)
            .build());
  }

  private void delta(ContentBlockDelta delta) {
    events.add(
        ConverseStreamOutput.contentBlockDeltaBuilder()
            .contentBlockIndex(index)
            .delta(delta)
            .build());
  }

  private static IllegalArgumentException notStreamed(Enum<?> type) {
    return new IllegalArgumentException("content that no stream carries: " + type);
  }
}
