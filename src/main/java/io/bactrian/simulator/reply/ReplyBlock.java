package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;

/** A content block of a reply. */
sealed interface ReplyBlock {

  /** Text. */
  record Text(String text) implements ReplyBlock {}

  /** A request to call a tool. */
  record ToolUse(String id, String name, JsonNode input) implements ReplyBlock {}
}
