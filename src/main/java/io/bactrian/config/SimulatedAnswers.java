package io.bactrian.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.simulator.quality.AnswerSheet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the simulated models have their answers from. */
final class SimulatedAnswers {

  private static final String SHIPPED = "/evaluation/questions.jsonl";

  private SimulatedAnswers() {}

  /**
   * @throws InvalidSetting when they cannot be read, naming the line
   */
  static AnswerSheet read(String answers) {
    if (answers.equals(SimulatorSection.NO_ANSWERS)) {
      return AnswerSheet.empty();
    }
    try (var reader = new InputStreamReader(open(answers), UTF_8)) {
      return AnswerSheet.read(reader);
    } catch (IOException | IllegalArgumentException illegal) {
      throw InvalidSetting.of(SimulatorSection.ANSWERS, answers, illegal.getMessage());
    }
  }

  private static InputStream open(String answers) throws IOException {
    if (!answers.equals(SimulatorSection.SHIPPED_ANSWERS)) {
      return Files.newInputStream(Path.of(answers));
    }
    InputStream shipped = SimulatedAnswers.class.getResourceAsStream(SHIPPED);
    if (shipped == null) {
      throw new FileNotFoundException(SHIPPED + " is not in the application");
    }
    return shipped;
  }
}
