package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.DocumentNames;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentSource;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;

/** Reads the {@code content} of messages: a string, or an array of parts. */
final class PartReader {

  private static final Map<String, String> IMAGES =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/jpg", "jpeg",
          "image/gif", "gif",
          "image/webp", "webp");

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/pdf", "pdf",
          "text/csv", "csv",
          "application/msword", "doc",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
          "application/vnd.ms-excel", "xls",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "text/html", "html",
          "text/plain", "txt",
          "text/markdown", "md");

  private final DocumentNames names = new DocumentNames(" ");

  /** The blocks of a content that must be there, though it may be blank. */
  List<ContentBlock> required(RequestObject message, List<String> types) {
    if (!message.has("content")) {
      throw message.missing("content");
    }
    return optional(message, types);
  }

  /** The blocks of a content whose parts are of these types; blank text has none. */
  List<ContentBlock> optional(RequestObject message, List<String> types) {
    List<ContentBlock> blocks = new ArrayList<>();
    Optional<JsonNode> content = message.member("content");
    if (content.isPresent() && !content.get().isTextual() && !content.get().isArray()) {
      throw message.refused("content", "must be a string or an array of parts");
    }
    message.blocks("content").forEach(part -> addPart(part, types, blocks));
    return blocks;
  }

  private void addPart(RequestObject part, List<String> types, List<ContentBlock> blocks) {
    String type = part.oneOf("type", types);
    part.only("type", type, "cache_control");
    List<ContentBlock> block = new ArrayList<>();
    switch (type) {
      case "image_url" -> block.add(image(part.object(type)));
      case "file" -> block.add(document(part.object(type)));
      default -> addText(part.text(type), block);
    }
    CachePoints.append(part, block);
    blocks.addAll(block);
  }

  private static void addText(String text, List<ContentBlock> blocks) {
    if (!text.isBlank()) {
      blocks.add(ContentBlock.fromText(text));
    }
  }

  private static ContentBlock image(RequestObject image) {
    image.only("url", "detail");
    UnmappedFields.refuse(image, "detail", "\"auto\"");
    DataUrl url = DataUrl.read(image, "url");
    return ContentBlock.fromImage(
        ImageBlock.builder()
            .format(url.format(image, "url", IMAGES))
            .source(ImageSource.fromBytes(url.bytes()))
            .build());
  }

  private ContentBlock document(RequestObject file) {
    file.only("file_data", "filename");
    DataUrl url = DataUrl.read(file, "file_data");
    return ContentBlock.fromDocument(
        DocumentBlock.builder()
            .format(url.format(file, "file_data", DOCUMENTS))
            .name(names.name(title(file.optionalText("filename").orElse(""))))
            .source(DocumentSource.fromBytes(url.bytes()))
            .build());
  }

  /** A file's name without its extension: the format says that. */
  private static String title(String filename) {
    int dot = filename.lastIndexOf('.');
    return dot > 0 ? filename.substring(0, dot) : filename;
  }
}
