package io.bactrian.config;

import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.config.GatewaySettings.SimulatedTarget;
import io.bactrian.config.GatewaySettings.Simulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.latency.Latency;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of the embedded simulator: one simulated region for each of the gateway's. */
final class EmbeddedSimulator {

  private EmbeddedSimulator() {}

  /**
   * Returns the settings.
   *
   * @throws InvalidSetting when its ports collide, or its answers cannot be read
   */
  static SimulatorSettings settings(GatewaySettings settings) {
    try {
      return made(settings);
    } catch (IllegalArgumentException illegal) {
      throw new InvalidSetting("settings bactrian.simulator.*: " + illegal.getMessage());
    }
  }

  private static SimulatorSettings made(GatewaySettings settings) {
    Simulator simulator = settings.simulator();
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (Region region : settings.regions()) {
      ports.put(
          region.name(), simulator.firstPort() == 0 ? 0 : simulator.firstPort() + ports.size());
    }
    SimulatorSettings made =
        SimulatorSettings.forRegions(ports)
            .withControlPort(simulator.controlPort())
            .withSeed(simulator.seed())
            .withLatency(Latency.parse(simulator.latency()))
            .withTokenPace(Latency.parse(simulator.tokenPace()))
            .withAnswers(SimulatedAnswers.read(simulator.answers()));
    for (SimulatedTarget target : simulator.targets()) {
      made =
          made.withQuality(target.region(), target.modelId(), target.quality())
              .withTiming(
                  target.region(),
                  target.modelId(),
                  Latency.parse(target.latency()),
                  Latency.parse(target.tokenPace()));
    }
    return made;
  }
}
