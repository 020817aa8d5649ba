package io.bactrian.translator;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of one request's documents. Bedrock takes letters, digits, single spaces, hyphens and
 * brackets, at most 200, and no name twice. The same request always gives the same names, so that
 * prompt caches hit.
 */
public final class DocumentNames {

  /** Leaves room for a number. */
  private static final int LONGEST = 190;

  private final String replacement;
  private final Set<String> taken = new HashSet<>();

  /** {@code replacement} stands in a name for each character that Bedrock does not take. */
  public DocumentNames(String replacement) {
    this.replacement = replacement;
  }

  /** The title where it can be a name, and the nearest that can be one where not. */
  public String name(String title) {
    String allowed =
        title.replaceAll("[^A-Za-z0-9\\s()\\[\\]-]", replacement).replaceAll("\\s+", " ");
    String cut = allowed.substring(0, Math.min(allowed.length(), LONGEST)).strip();
    String wanted = cut.isEmpty() ? "document" : cut;
    String name = wanted;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = wanted + " (" + number + ")";
    }
    return name;
  }
}
