package io.bactrian.translator.anthropic;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.DocumentNames;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentFormat;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentSource;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultContentBlock;

/** Images, documents and search results of one request. Only those are read that it carries. */
final class MediaBlocks {

  private static final String IMAGE = "image/";
  private static final String[] IMAGES = {"image/jpeg", "image/png", "image/gif", "image/webp"};

  private final DocumentNames names = new DocumentNames("-");

  /** {@code {type: image, source: {type: base64, media_type, data}}}. */
  ImageBlock image(RequestObject block) {
    block.only("type", "source", CacheControl.FIELD);
    RequestObject source = block.object("source");
    source.oneOf("type", "base64");
    source.only("type", "media_type", "data");
    String mediaType = source.oneOf("media_type", IMAGES);
    return ImageBlock.builder()
        .format(mediaType.substring(IMAGE.length()))
        .source(ImageSource.fromBytes(bytes(source)))
        .build();
  }

  /** {@code {type: document, source: {type: base64 | text, media_type, data}, title, context}}. */
  DocumentBlock document(RequestObject block) {
    block.only("type", "source", "title", "context", "citations", CacheControl.FIELD);
    refuseCitations(block);
    RequestObject source = block.object("source");
    boolean plain = source.oneOf("type", "base64", "text").equals("text");
    source.only("type", "media_type", "data");
    source.oneOf("media_type", plain ? "text/plain" : "application/pdf");
    // Bytes for text too: not every model takes the source kind of that name.
    SdkBytes data = plain ? SdkBytes.fromUtf8String(source.text("data")) : bytes(source);
    return DocumentBlock.builder()
        .format(plain ? DocumentFormat.TXT : DocumentFormat.PDF)
        .name(names.name(block.optionalText("title").orElse("")))
        .context(block.optionalText("context").orElse(null))
        .source(DocumentSource.fromBytes(data))
        .build();
  }

  /** {@code {type: search_result, source, title, content: [{type: text, text}]}}. */
  SearchResultBlock searchResult(RequestObject block) {
    block.only("type", "source", "title", "content", "citations", CacheControl.FIELD);
    refuseCitations(block);
    List<SearchResultContentBlock> content = new ArrayList<>();
    for (RequestObject part : block.objects("content")) {
      part.oneOf("type", "text");
      part.only("type", "text");
      content.add(SearchResultContentBlock.builder().text(part.text("text")).build());
    }
    return SearchResultBlock.builder()
        .source(block.text("source"))
        .title(block.text("title"))
        .content(content)
        .build();
  }

  /** An answer with citations has no words in our replies, so none may be asked for. */
  private static void refuseCitations(RequestObject block) {
    block
        .optionalObject("citations")
        .filter(citations -> citations.only("enabled").flag("enabled"))
        .ifPresent(
            citations -> {
              throw citations.refused("enabled", "is true; allowed: false");
            });
  }

  /** The bytes that the member {@code data} holds as base64. */
  static SdkBytes bytes(RequestObject holder) {
    String data = holder.text("data");
    if (data.isEmpty()) {
      throw holder.refused("data", "must not be empty");
    }
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(data));
    } catch (IllegalArgumentException notBase64) {
      throw holder.refused("data", "must be base64");
    }
  }
}
