package io.bactrian.translator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationSourceContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningTextBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** One content block that is put together from its deltas. */
final class BlockAssembly {

  private ContentBlockStart start = ContentBlockStart.builder().build();
  // A text that never came is another thing than an empty one, in a block of reasoning.
  private StringBuilder text;
  private StringBuilder reasoning;
  private StringBuilder signature;
  private SdkBytes redacted;
  private final StringBuilder toolInput = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final List<ToolResultContentBlock> results = new ArrayList<>();
  private ImageBlockDelta image = ImageBlockDelta.builder().build();
  private boolean foreign;

  void begin(ContentBlockStart announced) {
    start = announced;
  }

  /** Takes the next piece and returns its size in characters, or bytes where it is binary. */
  long append(ContentBlockDelta delta) {
    return switch (delta.type()) {
      case TEXT -> {
        text = joined(text, delta.text());
        yield delta.text().length();
      }
      case TOOL_USE -> {
        String input = delta.toolUse().input() == null ? "" : delta.toolUse().input();
        toolInput.append(input);
        yield input.length();
      }
      case REASONING_CONTENT -> reasoned(delta.reasoningContent());
      case CITATION -> {
        citations.add(citation(delta.citation()));
        yield delta.citation().toString().length();
      }
      case TOOL_RESULT -> {
        delta.toolResult().forEach(part -> results.add(result(part)));
        yield delta.toolResult().toString().length();
      }
      case IMAGE -> {
        image = delta.image();
        yield image.source() == null || image.source().bytes() == null
            ? 0
            : image.source().bytes().asByteArrayUnsafe().length;
      }
      case UNKNOWN_TO_SDK_VERSION -> {
        foreign = true;
        yield 0;
      }
    };
  }

  /** Whether {@link #block} is all that came: no piece is of a new kind, a tool's input is JSON. */
  boolean isReadable() {
    return !foreign && (start.toolUse() == null || input().isPresent());
  }

  ContentBlock block() {
    if (start.toolUse() != null) {
      return ContentBlock.fromToolUse(toolUse());
    }
    if (start.toolResult() != null) {
      return ContentBlock.fromToolResult(toolResult());
    }
    if (start.image() != null) {
      return ContentBlock.fromImage(
          i ->
              i.format(start.image().formatAsString()).source(image.source()).error(image.error()));
    }
    if (redacted != null) {
      return ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(redacted));
    }
    if (reasoning != null || signature != null) {
      ReasoningTextBlock block =
          ReasoningTextBlock.builder().text(string(reasoning)).signature(string(signature)).build();
      return ContentBlock.fromReasoningContent(ReasoningContentBlock.fromReasoningText(block));
    }
    String whole = text == null ? "" : text.toString();
    if (citations.isEmpty()) {
      return ContentBlock.fromText(whole);
    }
    return ContentBlock.fromCitationsContent(
        c -> c.content(CitationGeneratedContent.fromText(whole)).citations(citations));
  }

  private long reasoned(ReasoningContentBlockDelta delta) {
    return switch (delta.type()) {
      case TEXT -> {
        reasoning = joined(reasoning, delta.text());
        yield delta.text().length();
      }
      case SIGNATURE -> {
        signature = joined(signature, delta.signature());
        yield delta.signature().length();
      }
      case REDACTED_CONTENT -> {
        redacted = joined(redacted, delta.redactedContent());
        yield delta.redactedContent().asByteArrayUnsafe().length;
      }
      case UNKNOWN_TO_SDK_VERSION -> {
        foreign = true;
        yield 0;
      }
    };
  }

  private static Citation citation(CitationsDelta delta) {
    Citation.Builder citation =
        Citation.builder().title(delta.title()).source(delta.source()).location(delta.location());
    if (delta.hasSourceContent()) {
      citation.sourceContent(
          delta.sourceContent().stream()
              .map(part -> CitationSourceContent.fromText(part.text()))
              .toList());
    }
    return citation.build();
  }

  private static ToolResultContentBlock result(ToolResultBlockDelta part) {
    return part.json() == null
        ? ToolResultContentBlock.fromText(part.text())
        : ToolResultContentBlock.fromJson(part.json());
  }

  private ToolUseBlock toolUse() {
    return ToolUseBlock.builder()
        .toolUseId(start.toolUse().toolUseId())
        .name(start.toolUse().name())
        .type(start.toolUse().typeAsString())
        .input(input().orElseThrow())
        .build();
  }

  /** A tool without arguments may come with no input at all. */
  private Optional<Document> input() {
    return DocumentJson.parse(toolInput.isEmpty() ? "{}" : toolInput.toString());
  }

  private ToolResultBlock toolResult() {
    return ToolResultBlock.builder()
        .toolUseId(start.toolResult().toolUseId())
        .type(start.toolResult().type())
        .status(start.toolResult().statusAsString())
        .content(results)
        .build();
  }

  private static StringBuilder joined(StringBuilder before, String more) {
    return (before == null ? new StringBuilder() : before).append(more);
  }

  private static SdkBytes joined(SdkBytes before, SdkBytes more) {
    if (before == null) {
      return more;
    }
    byte[] first = before.asByteArrayUnsafe();
    byte[] second = more.asByteArrayUnsafe();
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return SdkBytes.fromByteArrayUnsafe(both);
  }

  private static String string(StringBuilder built) {
    return built == null ? null : built.toString();
  }
}
