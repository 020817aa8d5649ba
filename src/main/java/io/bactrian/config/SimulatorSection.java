package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.config.GatewaySettings.SimulatedTarget;
import io.bactrian.config.GatewaySettings.Simulator;
import io.bactrian.simulator.latency.Latency;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings of the embedded simulator. */
final class SimulatorSection {

  static final String ANSWERS = "bactrian.simulator.answers";
  static final String NO_ANSWERS = "none";
  static final String SHIPPED_ANSWERS = "shipped";

  private final SettingReader read;

  private SimulatorSection(SettingReader read) {
    this.read = read;
  }

  static Simulator read(SettingReader read, List<Target> targets) {
    return new SimulatorSection(read).simulator(targets);
  }

  private Simulator simulator(List<Target> targets) {
    String latency = time("bactrian.simulator.latency");
    String tokenPace = time("bactrian.simulator.token-pace");
    List<SimulatedTarget> own = new ArrayList<>();
    for (Target target : targets) {
      String prefix = "bactrian.simulator.target." + target.id() + ".";
      own.add(
          new SimulatedTarget(
              target.region(),
              target.modelId(),
              time(prefix + "latency", latency),
              time(prefix + "token-pace", tokenPace),
              read.number(prefix + "quality", 0, 1, 1)));
    }
    return new Simulator(
        read.integer("bactrian.simulator.first-port", 0, 65_000),
        read.integer("bactrian.simulator.control-port", 0, 65_535),
        latency,
        tokenPace,
        read.integer("bactrian.simulator.seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
        answers(),
        own);
  }

  private String answers() {
    String value = read.text(ANSWERS);
    if (value.equals(NO_ANSWERS) || value.equals(SHIPPED_ANSWERS) || readable(value)) {
      return value;
    }
    throw InvalidSetting.of(
        ANSWERS, value, NO_ANSWERS + ", " + SHIPPED_ANSWERS + ", or the path of a readable file");
  }

  private static boolean readable(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) && Files.isReadable(path);
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  private String time(String key) {
    return time(key, read.text(key));
  }

  private String time(String key, String absent) {
    String value = read.optional(key).orElse(absent);
    try {
      Latency.parse(value);
      return value;
    } catch (IllegalArgumentException illegal) {
      throw InvalidSetting.of(key, value, illegal.getMessage());
    }
  }
}
