package io.bactrian.simulator.reply;

import java.util.List;
import java.util.Optional;

/**
 * The tools that a request offers, and how freely the model may choose.
 *
 * @param forcedName the tool to call if the choice is {@code NAMED}
 */
record ToolOffer(List<Tool> tools, Choice choice, String forcedName) {

  /** How freely the model may choose. */
  enum Choice {
    AUTO,
    ANY,
    NAMED,
    NONE
  }

  static ToolOffer none() {
    return new ToolOffer(List.of(), Choice.NONE, "");
  }

  /** Whether a call of a tool is demanded, so that no text comes before it. */
  boolean forced() {
    return choice == Choice.ANY || choice == Choice.NAMED;
  }

  /** The tool to call after that user text, if any. */
  Optional<Tool> call(String userText) {
    return switch (choice) {
      case NONE -> Optional.empty();
      case ANY -> tools.stream().findFirst();
      case NAMED -> tools.stream().filter(tool -> tool.name().equals(forcedName)).findFirst();
      case AUTO -> tools.stream().filter(tool -> userText.contains(tool.name())).findFirst();
    };
  }
}
