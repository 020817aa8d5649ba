package io.bactrian.translator.anthropic;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.RequestObject;

/** Reads text blocks. */
final class Texts {

  private Texts() {}

  static String read(RequestObject block) {
    block.only("type", "text", "citations", CacheControl.FIELD);
    if (block.has("citations") && !block.json().get("citations").isEmpty()) {
      throw block.refused("citations", "must be empty: citations are not offered");
    }
    return block.text("text");
  }

  /** Whether a block is a text of nothing, which Bedrock refuses and which says nothing. */
  static boolean isBlank(RequestObject block) {
    if (!block.text("type").equals("text") || !read(block).isBlank()) {
      return false;
    }
    if (block.has(CacheControl.FIELD)) {
      throw block.refused(CacheControl.FIELD, "is not possible on blank text");
    }
    return true;
  }
}
