package io.bactrian.config;

import io.bactrian.config.StrategySection.ModelStrategy;
import io.bactrian.config.StrategySection.Source;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Puts a strategy document where gateways take theirs from. */
final class StrategyDeployment {

  private final EvaluateOptions options;
  private final ModelStrategy strategy;

  StrategyDeployment(EvaluateOptions options, ModelStrategy strategy) {
    this.options = options;
    this.strategy = strategy;
  }

  boolean isWanted() {
    return options.apply() || options.applyTo().isPresent();
  }

  /** The file of the document; empty where it is in AppConfig, or nowhere. */
  Optional<Path> file() {
    return options
        .applyTo()
        .or(() -> Optional.of(strategy.file()).filter(file -> strategy.source() == Source.FILE));
  }

  /**
   * Refuses what could not be done at the end.
   *
   * @throws IllegalArgumentException naming the option and what is allowed
   */
  void check() {
    if (isWanted() && file().isEmpty() && strategy.source() != Source.APPCONFIG) {
      throw new IllegalArgumentException(
          "option --apply finds no place: allowed with bactrian.model-strategy.source=file or"
              + " appconfig, or as --apply-to FILE");
    }
  }

  /** Writes the file in one step, or returns the commands that do it for AppConfig. */
  String apply(Path document) throws IOException {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      return AppConfigCommands.of(document, strategy.appConfig());
    }
    // A link stays one, and what it points to is replaced.
    Path target = Files.exists(file.get()) ? file.get().toRealPath() : file.get().toAbsolutePath();
    Files.createDirectories(target.getParent());
    WholeFile.write(target, Files.readAllBytes(document));
    return "The strategy is in " + file.get() + ", where gateways find it within a second.";
  }
}
