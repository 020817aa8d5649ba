package io.bactrian.evaluation.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The pairs of a file of shadow traffic. The live answer is what is expected, so that scores tell
 * how near the candidate comes to it, and never that it is better.
 *
 * @param cases one for each pair
 * @param trials two for each pair: the live one, then the candidate's
 */
public record ShadowTrials(List<EvaluationCase> cases, List<Trial> trials) {

  public ShadowTrials {
    cases = List.copyOf(cases);
    trials = List.copyOf(trials);
  }

  /**
   * Reads a file, which a gateway may be writing to: what it has of a last line does not count.
   *
   * @throws IllegalArgumentException naming the line that is no pair, or that there is none
   */
  public static ShadowTrials read(Path file) {
    byte[] bytes = bytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    List<EvaluationCase> cases = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    List<String> lines = new String(bytes, 0, whole, UTF_8).lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      PairLine pair = PairLine.parse(file + ", line " + (line + 1), lines.get(line));
      cases.add(pair.asCase());
      trials.add(pair.live());
      trials.add(pair.shadow());
    }
    if (cases.isEmpty()) {
      throw new IllegalArgumentException(file + " has no pair of answers yet");
    }
    return new ShadowTrials(cases, trials);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("pairs of answers cannot be read: " + unreadable);
    }
  }
}
