package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Token counts as a rule of thumb: about four characters a token. */
final class Tokens {

  static final int CHARACTERS = 4;
  private static final int IMAGE_TOKENS = 1600;

  private Tokens() {}

  static int ofCharacters(long characters) {
    return (int) Math.min(Integer.MAX_VALUE / 4, (characters + CHARACTERS - 1) / CHARACTERS);
  }

  static int of(String text) {
    return ofCharacters(text.length());
  }

  /** The weight of a content block in characters. */
  static long characters(JsonNode block) {
    if (block.isTextual()) {
      return block.textValue().length();
    }
    JsonNode text = block.get("text");
    if (text != null && text.isTextual()) {
      return text.textValue().length();
    }
    boolean image = block.has("image") || "image".equals(block.path("type").textValue());
    return image ? (long) IMAGE_TOKENS * CHARACTERS : block.toString().length();
  }

  /** Cuts a text into parts of about a token each, at spaces, as a stream delivers it. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>(text.length() / CHARACTERS + 1);
    int from = 0;
    while (from < text.length()) {
      int space = text.indexOf(' ', from + CHARACTERS - 1);
      int to = space < 0 ? text.length() : space + 1;
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
