package io.bactrian.evaluation.dataset;

import io.bactrian.evaluation.EvaluationCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Questions with what is known of good answers.
 *
 * @param name that of its file without its ending
 * @param cases in the order of the file, at least one, each with an id of its own
 */
public record DataSet(String name, List<EvaluationCase> cases) {

  /** The name of the data set that the application brings. */
  public static final String SHIPPED = "shipped";

  /** Where the class path, and the source tree under {@code src/main/resources}, has it. */
  public static final String SHIPPED_FILE = "evaluation/questions.jsonl";

  public DataSet {
    cases = List.copyOf(cases);
  }

  /**
   * Reads JSON Lines ({@code .jsonl}) or promptfoo's YAML ({@code .yaml}, {@code .yml}) as a whole.
   *
   * @param file {@value #SHIPPED} alone names the data set that the application brings
   * @throws InvalidDataSet when anything of it is unusable
   */
  public static DataSet read(Path file) {
    if (file.equals(Path.of(SHIPPED))) {
      return new DataSet(SHIPPED, JsonLines.read(SHIPPED_FILE, shipped()));
    }
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    List<EvaluationCase> cases =
        switch (ending) {
          case "jsonl" -> JsonLines.read(name, text(file));
          case "yaml", "yml" -> Promptfoo.read(name, text(file));
          default ->
              throw new InvalidDataSet(
                  file
                      + " is no data set; allowed are files that end in .jsonl, .yaml or .yml, and '"
                      + SHIPPED
                      + "'");
        };
    return new DataSet(name.substring(0, name.lastIndexOf('.')), cases);
  }

  /** The shipped data set as it stands in its file, to be copied and changed. */
  public static String shipped() {
    try (InputStream in = DataSet.class.getResourceAsStream("/" + SHIPPED_FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(SHIPPED_FILE + " cannot be read", unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException notText) {
      throw new InvalidDataSet(file + " is not UTF-8");
    } catch (IOException unreadable) {
      throw new InvalidDataSet("data set " + file + " cannot be read: " + unreadable);
    }
  }
}
