package io.bactrian.evaluation.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Stems that are each other's opposites: those of a list, and those that a prefix makes. */
final class Opposites {

  private static final String FILE = "/evaluation/opposites.txt";
  private static final List<String> PREFIXES = List.of("un", "in", "im", "ir", "dis", "non");

  /** Shorter ones are words of their own: inform is not the opposite of form, nor until of til. */
  private static final int SHORTEST = 4;

  private final Map<String, Set<String>> opposites = new HashMap<>();

  Opposites() {
    try (InputStream in = Opposites.class.getResourceAsStream(FILE)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("|"))
          .map(line -> line.split("\\|"))
          .forEach(this::add);
    } catch (IOException unreadable) {
      throw new IllegalStateException(FILE + " cannot be read", unreadable);
    }
  }

  private void add(String[] sides) {
    for (String one : stems(sides[0])) {
      for (String other : stems(sides[1])) {
        opposites.computeIfAbsent(one, stem -> new HashSet<>()).add(other);
        opposites.computeIfAbsent(other, stem -> new HashSet<>()).add(one);
      }
    }
  }

  private static List<String> stems(String words) {
    return Stream.of(words.strip().split(" +")).map(Words::stem).toList();
  }

  boolean are(String one, String other) {
    return opposites.getOrDefault(one, Set.of()).contains(other)
        || prefixed(one, other)
        || prefixed(other, one);
  }

  boolean sameOrOpposite(String stem, Set<String> others) {
    return others.contains(stem) || others.stream().anyMatch(other -> are(stem, other));
  }

  private static boolean prefixed(String longer, String word) {
    return word.length() >= SHORTEST
        && PREFIXES.stream().anyMatch(prefix -> longer.equals(prefix + word));
  }
}
