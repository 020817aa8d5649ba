package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.GatewayClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is evaluated.
 *
 * @param modelIds Bedrock's id of every model, by alias; the alias itself where it is not known
 * @param regions each evaluated on its own; {@code all} for all together
 * @param backend who answers: {@code simulator}, {@code aws}, or the address of a gateway
 */
record Contenders(Map<String, String> modelIds, List<String> regions, String backend) {

  private static final List<String> ALL = List.of(EvaluateOptions.ALL);

  /**
   * Those that the options name.
   *
   * @throws IllegalArgumentException for an unknown model or region, naming the known ones
   * @throws IOException when a running gateway does not tell its models
   */
  static Contenders of(EvaluateOptions options, GatewaySettings settings)
      throws IOException, InterruptedException {
    Map<String, String> configured = new LinkedHashMap<>();
    for (Target target : settings.targets()) {
      configured.putIfAbsent(target.model(), target.configuredId());
    }
    Map<String, String> known = configured;
    String backend = settings.simulated() ? "simulator" : "aws";
    if (options.gateway().isPresent()) {
      backend = options.gateway().get().toString();
      known = new LinkedHashMap<>();
      try (var client = new GatewayClient(options.gateway().get(), EvaluateOptions.ALL, () -> 0)) {
        for (String model : client.models()) {
          known.put(model, configured.getOrDefault(model, model));
        }
      }
    }
    List<String> regions = options.regions().stream().distinct().toList();
    if (!regions.equals(ALL)) {
      List<String> allowed = settings.regions().stream().map(GatewaySettings.Region::name).toList();
      check("--regions", regions, allowed);
    }
    Map<String, String> chosen = new LinkedHashMap<>();
    List<String> all = List.copyOf(known.keySet());
    List<String> models = options.models().equals(ALL) ? all : options.models();
    check("--models", models, all);
    for (String model : models) {
      chosen.put(model, known.get(model));
    }
    return new Contenders(chosen, regions, backend);
  }

  private static void check(String option, List<String> named, List<String> known) {
    for (String name : named) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "option "
                + option
                + " names '"
                + name
                + "'; allowed: all, or any of "
                + String.join(", ", known));
      }
    }
  }

  List<String> models() {
    return List.copyOf(modelIds.keySet());
  }
}
