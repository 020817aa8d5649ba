package io.bactrian.translator.openai;

import java.util.HashSet;
import java.util.Set;

/** Names for the documents of one request: of Bedrock's few characters, and each once. */
final class DocumentNames {

  private static final int LONGEST = 180;

  private final Set<String> taken = new HashSet<>();

  /** A name like the file's, without its extension: the format says that. */
  String next(String filename) {
    String name = allowed(filename);
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = name + " (" + number + ")";
    }
    return free;
  }

  private static String allowed(String filename) {
    int dot = filename.lastIndexOf('.');
    String name =
        (dot > 0 ? filename.substring(0, dot) : filename)
            .replaceAll("[^a-zA-Z0-9\\s\\-()\\[\\]]", " ")
            .replaceAll("\\s+", " ")
            .strip();
    if (name.isEmpty()) {
      return "document";
    }
    return name.length() > LONGEST ? name.substring(0, LONGEST).strip() : name;
  }
}
