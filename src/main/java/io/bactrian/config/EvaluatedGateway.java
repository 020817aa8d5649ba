package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.evaluation.run.EvaluateOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The gateway that is asked in an evaluation: a running one, or one of its own in this process. */
final class EvaluatedGateway implements AutoCloseable {

  /** An answer must be a new one of the model that was asked, and the run must disturb nobody. */
  private static final Map<String, String> ALONE =
      Map.ofEntries(
          Map.entry("bactrian.http.host", "127.0.0.1"),
          Map.entry("bactrian.http.port", "0"),
          Map.entry("camel.management.host", "127.0.0.1"),
          Map.entry("camel.management.port", "0"),
          Map.entry("bactrian.simulator.first-port", "0"),
          Map.entry("bactrian.simulator.control-port", "0"),
          Map.entry("bactrian.shutdown.grace", "0ms"),
          Map.entry("bactrian.state.store", "off"),
          Map.entry("bactrian.cache.mode", "off"),
          Map.entry("bactrian.hedge.enabled", "false"),
          Map.entry("bactrian.local.url", ""),
          Map.entry("bactrian.shadow.model", "none"),
          Map.entry("bactrian.model-strategy.source", "none"),
          Map.entry("bactrian.jms.queues", "none"),
          Map.entry("bactrian.sqs.queues", "none"));

  private final URI uri;
  private final Optional<Gateway> own;

  private EvaluatedGateway(URI uri, Optional<Gateway> own) {
    this.uri = uri;
    this.own = own;
  }

  static EvaluatedGateway running(URI uri) {
    return new EvaluatedGateway(uri, Optional.empty());
  }

  /**
   * Starts one, for one region or all.
   *
   * @throws InvalidSetting when a setting is not legal for it
   * @throws IllegalStateException when it does not start
   */
  static EvaluatedGateway start(SettingSources sources, GatewaySettings settings, String region) {
    Gateway gateway = Gateway.start(alone(sources, settings, region));
    return new EvaluatedGateway(
        URI.create("http://127.0.0.1:" + gateway.port()), Optional.of(gateway));
  }

  static SettingSources alone(SettingSources sources, GatewaySettings settings, String region) {
    Map<String, String> winning = new HashMap<>(ALONE);
    for (Target target : settings.targets()) {
      winning.put("bactrian.model." + target.model() + ".fallbacks", "");
    }
    boolean one = !region.equals(EvaluateOptions.ALL);
    if (one) {
      winning.put("bactrian.regions", region);
      winning.put("bactrian.region." + region + ".weight", "1");
    }
    List<String> unknown =
        Stream.concat(keysOfQueues(settings), one ? keysOfOthers(settings, region) : Stream.of())
            .toList();
    return sources.without(key -> unknown.stream().anyMatch(key::startsWith)).with(winning);
  }

  private static Stream<String> keysOfQueues(GatewaySettings settings) {
    return Stream.concat(
        Stream.of("bactrian.jms.queue.", "bactrian.sqs.queue."),
        settings.queues().byName().keySet().stream().map(name -> "bactrian.queue." + name + "."));
  }

  private static Stream<String> keysOfOthers(GatewaySettings settings, String region) {
    return settings.regions().stream()
        .map(GatewaySettings.Region::name)
        .filter(name -> !name.equals(region))
        .flatMap(
            name ->
                Stream.of(
                    "bactrian.region." + name + ".",
                    "bactrian.target." + name + "/",
                    "bactrian.simulator.target." + name + "/"));
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    own.ifPresent(Gateway::close);
  }
}
