package io.bactrian.evaluation.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that an evaluation leaves. */
public final class EvaluationFiles {

  public static final String RESULTS = "model_evaluation_results.csv";
  public static final String REPORT = "model_evaluation_report.html";
  public static final String STRATEGY = "model_selection_strategy.json";

  private final Path directory;
  private final List<Path> written = new ArrayList<>();

  /** {@code directory} is made where there is none. */
  public EvaluationFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes the results, the report, and its plots as {@code quality_latency.png} and so on. */
  public void write(Evaluation evaluation, ReportFacts facts) throws IOException {
    // Before the first class of AWT is loaded: a machine without a screen draws as well.
    System.setProperty("java.awt.headless", "true");
    write(RESULTS, ResultsCsv.of(evaluation).getBytes(UTF_8));
    write(REPORT, ReportPage.of(evaluation, facts).getBytes(UTF_8));
    var plots = new ReportPlots(evaluation);
    for (PlotAxis axis : PlotAxis.values()) {
      Optional<byte[]> png = plots.png(axis);
      if (png.isPresent()) {
        write("quality_" + axis.label() + ".png", png.get());
      }
    }
  }

  /** Writes a strategy document; whoever watches the file sees all of it or nothing. */
  public void write(JsonNode strategy) throws IOException {
    write(STRATEGY, (strategy.toPrettyString() + "\n").getBytes(UTF_8));
  }

  /** The files written so far. */
  public List<Path> written() {
    return List.copyOf(written);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    Path unfinished = directory.resolve(name + ".unfinished");
    Files.write(unfinished, content);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    written.add(file);
  }
}
