package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.config.StrategySection.ModelStrategy;
import io.bactrian.event.EventPublisher;
import io.bactrian.health.StrategyCheck;
import io.bactrian.operations.StrategyApi;
import io.bactrian.strategy.KeptWithdrawals;
import io.bactrian.strategy.KnownModels;
import io.bactrian.strategy.StrategyAppConfig;
import io.bactrian.strategy.StrategyFile;
import io.bactrian.strategy.StrategyInForce;
import io.bactrian.strategy.StrategyParser;
import io.bactrian.strategy.StrategySource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;

/** The strategy document: its source, where there is one, and what is in force. */
final class StrategyParts implements AutoCloseable {

  private final ModelStrategy settings;
  private final String defaultModel;
  private final StrategyParser parser;
  private final StrategyInForce inForce;
  private final Optional<StrategySource> source;

  StrategyParts(GatewaySettings settings, EventPublisher events, Sources sources) {
    this.settings = settings.modelStrategy();
    defaultModel = settings.defaultModel();
    parser = new StrategyParser(models(settings));
    inForce =
        new StrategyInForce(
            parser, events, sources.clock(), KeptWithdrawals.in(settings.canaries().file()));
    source = Optional.ofNullable(source(events, sources));
  }

  /** With nothing in force where there is no source, and before the start. */
  StrategyInForce inForce() {
    return inForce;
  }

  /** For documents that are not to come into force. */
  StrategyParser parser() {
    return parser;
  }

  void bind(Main main) {
    main.bind("strategyApi", new StrategyApi(inForce, defaultModel));
    source.ifPresent(
        found -> main.bind("strategyCheck", new StrategyCheck(this::version, found::outage)));
  }

  void start() throws InterruptedException {
    if (source.isPresent()) {
      try {
        source.get().start();
      } catch (IOException none) {
        throw InvalidSetting.of(
            "bactrian.model-strategy.file",
            settings.file().toString(),
            "the path of a legal strategy document (" + none + ")");
      }
    }
  }

  @Override
  public void close() {
    source.ifPresent(StrategySource::close);
  }

  private Optional<String> version() {
    return inForce.current().map(current -> current.document().version());
  }

  private StrategySource source(EventPublisher events, Sources sources) {
    return switch (settings.source()) {
      case NONE -> null;
      case FILE -> new StrategyFile(settings.file(), inForce, events);
      case APPCONFIG ->
          new StrategyAppConfig(
              settings.appConfig(), settings.keptFile(), inForce, events, sources.random());
    };
  }

  /** By alias and by every id, as calls name them. */
  private static KnownModels models(GatewaySettings settings) {
    Map<String, String> aliases = new HashMap<>();
    for (Target target : settings.targets()) {
      aliases.putIfAbsent(target.modelId(), target.model());
      aliases.putIfAbsent(target.configuredId(), target.model());
    }
    settings.targets().forEach(target -> aliases.put(target.model(), target.model()));
    return new KnownModels(aliases, settings.ladder().traits());
  }
}
