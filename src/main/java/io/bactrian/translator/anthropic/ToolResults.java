package io.bactrian.translator.anthropic;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.RequestObject;
import io.bactrian.translator.ToolSyntax;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;

/** Reads {@code tool_result} blocks: a string or blocks, and whether the tool failed. */
final class ToolResults {

  private static final String[] KINDS = {"text", "image", "document", "search_result"};

  private final MediaBlocks media;

  ToolResults(MediaBlocks media) {
    this.media = media;
  }

  ToolResultBlock read(RequestObject block) {
    block.only("type", "tool_use_id", "content", "is_error", CacheControl.FIELD);
    List<ToolResultContentBlock> content = new ArrayList<>();
    for (RequestObject part : block.blocks("content")) {
      if (part.has(CacheControl.FIELD)) {
        throw part.refused(CacheControl.FIELD, "is possible on the whole tool_result only");
      }
      if (!Texts.isBlank(part)) {
        content.add(part(part));
      }
    }
    ToolResultBlock.Builder result =
        ToolResultBlock.builder()
            .toolUseId(block.matching("tool_use_id", ToolSyntax.ID))
            .content(content);
    // Models that know no status refuse it, so success stays unsaid.
    return block.flag("is_error") ? result.status(ToolResultStatus.ERROR).build() : result.build();
  }

  private ToolResultContentBlock part(RequestObject part) {
    return switch (part.oneOf("type", KINDS)) {
      case "text" -> ToolResultContentBlock.fromText(Texts.read(part));
      case "image" -> ToolResultContentBlock.fromImage(media.image(part));
      case "document" -> ToolResultContentBlock.fromDocument(media.document(part));
      default -> ToolResultContentBlock.fromSearchResult(media.searchResult(part));
    };
  }
}
