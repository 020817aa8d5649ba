package io.bactrian.translator.anthropic;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.RequestObject;
import io.bactrian.translator.ToolSyntax;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningTextBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** Reads the content of one request's messages. Blank text is left out. */
final class ContentBlocks {

  private static final String[] KINDS = {
    "text",
    "image",
    "document",
    "search_result",
    "tool_use",
    "tool_result",
    "thinking",
    "redacted_thinking"
  };

  private final MediaBlocks media = new MediaBlocks();
  private final ToolResults toolResults = new ToolResults(media);

  List<ContentBlock> read(List<RequestObject> blocks) {
    List<ContentBlock> content = new ArrayList<>();
    for (RequestObject block : blocks) {
      if (!Texts.isBlank(block)) {
        content.add(block(block));
        CacheControl.of(block).map(ContentBlock::fromCachePoint).ifPresent(content::add);
      }
    }
    return content;
  }

  private ContentBlock block(RequestObject block) {
    return switch (block.oneOf("type", KINDS)) {
      case "text" -> ContentBlock.fromText(Texts.read(block));
      case "image" -> ContentBlock.fromImage(media.image(block));
      case "document" -> ContentBlock.fromDocument(media.document(block));
      case "search_result" -> ContentBlock.fromSearchResult(media.searchResult(block));
      case "tool_use" -> ContentBlock.fromToolUse(toolUse(block));
      case "tool_result" -> ContentBlock.fromToolResult(toolResults.read(block));
      case "thinking" -> ContentBlock.fromReasoningContent(thinking(block));
      default -> ContentBlock.fromReasoningContent(redactedThinking(block));
    };
  }

  private static ToolUseBlock toolUse(RequestObject block) {
    block.only("type", "id", "name", "input", CacheControl.FIELD);
    return ToolUseBlock.builder()
        .toolUseId(block.matching("id", ToolSyntax.ID))
        .name(block.matching("name", ToolSyntax.NAME))
        .input(DocumentJson.read(block.object("input").json()))
        .build();
  }

  /** Models that sign nothing have an empty signature in our replies; it comes back as none. */
  private static ReasoningContentBlock thinking(RequestObject block) {
    block.only("type", "thinking", "signature");
    return ReasoningContentBlock.fromReasoningText(
        ReasoningTextBlock.builder()
            .text(block.text("thinking"))
            .signature(block.optionalText("signature").filter(s -> !s.isEmpty()).orElse(null))
            .build());
  }

  private static ReasoningContentBlock redactedThinking(RequestObject block) {
    return ReasoningContentBlock.fromRedactedContent(MediaBlocks.bytes(block.only("type", "data")));
  }
}
