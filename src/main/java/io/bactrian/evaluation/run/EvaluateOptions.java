package io.bactrian.evaluation.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the command is asked for. */
@Command(
    name = "evaluate",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "",
    customSynopsis = "evaluate [OPTION]...",
    description = {
      "Puts the questions of a data set to models through a gateway, scores the answers, and"
          + " writes",
      "trials, results, a strategy document and a report into a directory.%n"
    },
    footer = {
      "%nExit status: 0 done, 1 failed, 2 unusable options or settings, 3 ended by the budget,",
      "130 by Ctrl-C. Settings are those of the gateway."
    })
public interface EvaluateOptions {

  String ALL = "all";

  @Option(
      names = "--data",
      order = 1,
      paramLabel = "FILE",
      arity = "1..*",
      hideParamSyntax = true,
      defaultValue = "shipped",
      description = "data sets, .jsonl or .yaml, or the one that is shipped (default: shipped)")
  List<Path> data();

  @Option(
      names = "--models",
      order = 2,
      paramLabel = "A,B",
      split = ",",
      hideParamSyntax = true,
      defaultValue = ALL,
      description = "aliases of the models; all: those of the settings (default: all)")
  List<String> models();

  @Option(
      names = "--regions",
      order = 3,
      paramLabel = "R,S",
      split = ",",
      hideParamSyntax = true,
      defaultValue = ALL,
      description =
          "regions to be evaluated one by one; all: together, as calls are (default: all)")
  List<String> regions();

  @Option(
      names = "--repeats",
      order = 4,
      paramLabel = "N",
      defaultValue = "3",
      description = "how often each question is put to each model, 1 to 100 (default: 3)")
  int repeats();

  @Option(
      names = "--concurrency",
      order = 5,
      paramLabel = "N",
      defaultValue = "8",
      description = "questions at a time, 1 to 1000 (default: 8)")
  int concurrency();

  @Option(
      names = "--seed",
      order = 6,
      paramLabel = "N",
      defaultValue = "1",
      description = "of the order of the questions and of the intervals (default: 1)")
  long seed();

  @Option(
      names = "--gateway",
      order = 7,
      paramLabel = "URL",
      description = "a running gateway (default: one of its own, without caches and fallbacks)")
  Optional<URI> gateway();

  @Option(
      names = "--out",
      order = 8,
      paramLabel = "DIR",
      description = "where results are written (default: evaluation-<time>)")
  Optional<Path> out();

  @Option(names = "--resume", order = 9, description = "goes on with what is in --out")
  boolean resume();

  @Option(
      names = "--budget-usd",
      order = 10,
      paramLabel = "X",
      description = "no question is asked once the answers have cost so much")
  Optional<Double> budgetUsd();

  @Option(
      names = "--budget-calls",
      order = 11,
      paramLabel = "N",
      description = "at most so many questions, those to warm up included")
  Optional<Integer> budgetCalls();

  @Option(
      names = "--quality-weight",
      order = 12,
      paramLabel = "X",
      description = "share of quality in the overall score, 0 to 1 (default: 0.7)")
  Optional<Double> qualityWeight();

  @Option(
      names = "--latency-weight",
      order = 13,
      paramLabel = "X",
      description = "share of latency; both together are 1 (default: 0.3)")
  Optional<Double> latencyWeight();

  @Option(
      names = "--prices",
      order = 14,
      paramLabel = "FILE",
      description = "a price table of your own (default: the one that is shipped)")
  Optional<Path> prices();

  @Option(
      names = "--compare",
      order = 15,
      description = "shows what would change against the strategy in force, and changes nothing")
  boolean compare();

  @Option(
      names = "--apply",
      order = 16,
      description = "puts the strategy in force: in the file of bactrian.model-strategy.file")
  boolean apply();

  @Option(
      names = "--apply-to",
      order = 17,
      paramLabel = "FILE",
      description = "the same, in another file")
  Optional<Path> applyTo();

  @Option(names = "--yes", order = 18, description = "applies without asking")
  boolean yes();

  @Option(
      names = "--shadow",
      order = 19,
      paramLabel = "FILE",
      description = "scores the pairs of answers that a gateway has kept, and asks nobody")
  Optional<Path> shadow();

  @Option(names = "--help", order = 20, usageHelp = true, description = "this text")
  boolean help();
}
