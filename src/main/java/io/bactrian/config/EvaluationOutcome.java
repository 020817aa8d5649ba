package io.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Target;
import io.bactrian.config.EvaluateCommand.Console;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.report.Comparison;
import io.bactrian.evaluation.report.EvaluationFiles;
import io.bactrian.evaluation.report.ProposalOptions;
import io.bactrian.evaluation.report.ReportFacts;
import io.bactrian.evaluation.report.StrategyProposal;
import io.bactrian.evaluation.run.EvaluateOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What becomes of an evaluation: files, a comparison, and the strategy in force. */
final class EvaluationOutcome {

  private final GatewaySettings settings;
  private final EvaluateOptions options;
  private final StrategyDeployment deployment;
  private final Console console;

  EvaluationOutcome(
      GatewaySettings settings,
      EvaluateOptions options,
      StrategyDeployment deployment,
      Console console) {
    this.settings = settings;
    this.options = options;
    this.deployment = deployment;
    this.console = console;
  }

  /**
   * Writes what was found, and does with it what the options ask for.
   *
   * @param complete whether all questions were asked; else nothing is put in force
   * @throws IllegalStateException when no model is good enough
   */
  void conclude(Evaluation evaluation, ReportFacts facts, Path directory, boolean complete)
      throws IOException, InterruptedException {
    var files = new EvaluationFiles(directory);
    files.write(evaluation, facts);
    ResultLines.of(evaluation).forEach(console.out()::println);
    JsonNode before = StrategyInUse.find(options.gateway(), deployment.file(), settings);
    ObjectNode proposal = proposal(evaluation, before);
    files.write(proposal);
    console.out().println("Written: " + String.join(", ", names(files.written())));
    if (!complete) {
      console.out().println("These results are partial: not all questions were asked.");
    } else if (options.compare() || deployment.isWanted()) {
      List<String> changes = Comparison.lines(before, proposal, this::alias);
      console.out().println(changes.isEmpty() ? "Nothing would change." : "What would change:");
      changes.forEach(line -> console.out().println("  " + line));
      if (deployment.isWanted() && isConfirmed()) {
        console.out().println(deployment.apply(directory.resolve(EvaluationFiles.STRATEGY)));
      }
    }
  }

  private static ObjectNode proposal(Evaluation evaluation, JsonNode before) {
    try {
      return StrategyProposal.of(
          evaluation, new ProposalOptions(ProposalOptions.STANDARD_FLOOR, Optional.of(before)));
    } catch (IllegalArgumentException noneGoodEnough) {
      throw new IllegalStateException(
          "there is no new strategy: " + noneGoodEnough.getMessage(), noneGoodEnough);
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(Path::toString).toList();
  }

  private boolean isConfirmed() throws IOException {
    if (options.yes()) {
      return true;
    }
    console.out().print("Put it in force? [y/N] ");
    console.out().flush();
    var reader = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    boolean confirmed = "y".equalsIgnoreCase(Optional.ofNullable(reader.readLine()).orElse(""));
    if (!confirmed) {
      console.out().println("Not put in force; --yes does it without asking.");
    }
    return confirmed;
  }

  private String alias(String name) {
    return settings.targets().stream()
        .filter(target -> target.configuredId().equals(name) || target.modelId().equals(name))
        .map(Target::model)
        .findFirst()
        .orElse(name);
  }
}
