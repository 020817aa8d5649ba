package io.bactrian.ingress.edge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether somebody waits for an answer now, or a machine can ask again later. */
public enum Priority {
  INTERACTIVE,
  BATCH;

  private static final String ALLOWED =
      Arrays.stream(values()).map(Priority::label).collect(Collectors.joining(" or "));

  /** The word for it, as in the header {@value EdgeHeaders#PRIORITY}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The priority of that word, empty when there is none. */
  public static Optional<Priority> of(String label) {
    for (Priority priority : values()) {
      if (priority.label().equals(label)) {
        return Optional.of(priority);
      }
    }
    return Optional.empty();
  }

  /** All words, as a sentence says them. */
  static String allowed() {
    return ALLOWED;
  }
}
