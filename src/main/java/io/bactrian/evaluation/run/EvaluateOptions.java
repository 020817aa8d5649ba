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
    synopsisHeading = "",
    customSynopsis = "evaluate [OPTION]...",
    description = {
      "Puts the questions of a data set to models through a gateway, scores the answers, and",
      "writes trials, results, a strategy document and a report into a directory.%n"
    },
    footer = {
      "%nExit status: 0 done, 1 failed, 2 unusable options or settings, 3 ended by the budget,",
      "130 by Ctrl-C. Settings are those of the gateway."
    })
public interface EvaluateOptions {

  String ALL_REGIONS = "all";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      defaultValue = "shipped",
      description = "data sets, .jsonl or .yaml, or the one that is shipped (default: shipped)")
  List<Path> data();

  @Option(
      names = "--models",
      paramLabel = "A,B",
      split = ",",
      description = "aliases of the models (default: all of them)")
  Optional<List<String>> models();

  @Option(
      names = "--regions",
      paramLabel = "R,S",
      split = ",",
      defaultValue = ALL_REGIONS,
      description =
          "regions to be evaluated one by one; all: together, as calls are (default: all)")
  List<String> regions();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "3",
      description = "how often each question is put to each model, 1 to 100 (default: 3)")
  int repeats();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "questions at a time, 1 to 1000 (default: 8)")
  int concurrency();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the order of the questions and of the intervals (default: 1)")
  long seed();

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      description = "a running gateway (default: one of its own, without caches and fallbacks)")
  Optional<URI> gateway();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results are written (default: evaluation-<time>)")
  Optional<Path> out();

  @Option(names = "--resume", description = "goes on with what is in --out")
  boolean resume();

  @Option(
      names = "--budget-usd",
      paramLabel = "X",
      description = "no question is asked once the answers have cost so much")
  Optional<Double> budgetUsd();

  @Option(
      names = "--budget-calls",
      paramLabel = "N",
      description = "at most so many questions, those to warm up included")
  Optional<Integer> budgetCalls();

  @Option(
      names = "--quality-weight",
      paramLabel = "X",
      description = "share of quality in the overall score, 0 to 1 (default: 0.7)")
  Optional<Double> qualityWeight();

  @Option(
      names = "--latency-weight",
      paramLabel = "X",
      description = "share of latency; both together are 1 (default: 0.3)")
  Optional<Double> latencyWeight();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "a price table of your own (default: the one that is shipped)")
  Optional<Path> prices();

  @Option(
      names = "--compare",
      description = "shows what would change against the strategy in force, and changes nothing")
  boolean compare();

  @Option(
      names = "--apply",
      description = "puts the strategy in force: in the file of bactrian.model-strategy.file")
  boolean apply();

  @Option(names = "--apply-to", paramLabel = "FILE", description = "the same, in another file")
  Optional<Path> applyTo();

  @Option(names = "--yes", description = "applies without asking")
  boolean yes();

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help();
}
