package io.bactrian.evaluation.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.evaluation.Trial;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What an earlier part of a run has left in its journal. */
record JournalFile(RunParameters parameters, List<Trial> trials) {

  static final String PARAMETERS = "parameters";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a journal, and cuts off a last line that was not written to its end.
   *
   * @throws UnusableJournal naming the line that is none of a journal
   */
  static JournalFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
    List<String> lines = new String(bytes, 0, whole, UTF_8).lines().toList();
    if (lines.isEmpty() || !parsed(file, 1, lines.getFirst()).has(PARAMETERS)) {
      throw new UnusableJournal(file + " does not begin with the parameters of a run");
    }
    List<Trial> trials = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      try {
        trials.add(TrialJson.read(parsed(file, line + 1, lines.get(line))));
      } catch (IllegalArgumentException incomplete) {
        throw unusable(file, line + 1, incomplete);
      }
    }
    JsonNode parameters = parsed(file, 1, lines.getFirst()).get(PARAMETERS);
    return new JournalFile(RunParameters.read(parameters), trials);
  }

  private static JsonNode parsed(Path file, int line, String text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw unusable(file, line, notJson);
    }
  }

  private static UnusableJournal unusable(Path file, int line, Exception why) {
    return new UnusableJournal(file + ", line " + line + ", is no trial: " + why.getMessage());
  }
}
