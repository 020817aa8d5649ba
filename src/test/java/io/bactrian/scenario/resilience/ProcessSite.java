package io.bactrian.scenario.resilience;

import io.bactrian.Bactrian;
import io.bactrian.scenario.FreePorts;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.latency.Latency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway as it is shipped, in a process of its own; simulated Bedrock is in this one. */
final class ProcessSite implements Site {

  /** The flags of the JVM that the gateway is shipped with. */
  static final String FLAGS = "gateway.flags";

  private static final List<String> REGIONS = List.of(Findings.EAST, Findings.WEST);

  private final BedrockSimulator simulator;
  private final Process process;
  private final Path log;
  private final int port = FreePorts.next();

  ProcessSite(Map<String, String> settings) {
    simulator = BedrockSimulator.start(simulated(settings));
    try {
      log = Files.createTempFile("gateway", ".log");
      process = builder(settings).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException unable) {
      simulator.close();
      throw new UncheckedIOException(unable);
    }
    // Whoever interrupts a run must not leave its gateway behind.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
  }

  private static SimulatorSettings simulated(Map<String, String> settings) {
    return SimulatorSettings.forRegions(REGIONS.toArray(String[]::new))
        .withSeed(1)
        .withLatency(Latency.parse(settings.get("bactrian.simulator.latency")))
        .withTokenPace(Latency.parse(settings.get("bactrian.simulator.token-pace")));
  }

  private ProcessBuilder builder(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("bactrian.http.host", "127.0.0.1");
    all.put("bactrian.http.port", Integer.toString(port));
    all.put("camel.management.port", Integer.toString(FreePorts.next()));
    all.put("bactrian.shutdown.grace", "0ms");
    all.put("bactrian.bedrock.mode", "aws");
    for (String region : REGIONS) {
      all.put("bactrian.region." + region + ".endpoint", simulator.endpoint(region).toString());
    }
    Stream<String> flags =
        Arrays.stream(System.getProperty(FLAGS, "").split(" ")).filter(flag -> !flag.isBlank());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags.forEach(command::add);
    all.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", mainClasses(), Bactrian.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AWS_BEARER_TOKEN_BEDROCK", "resilience");
    return builder;
  }

  /** What the tests bring must not be on the gateway's own class path before its own classes. */
  private static String mainClasses() {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  @Override
  public URI gateway() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public BedrockSimulator simulator() {
    return simulator;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.delete(log);
    } catch (IOException unable) {
      throw new UncheckedIOException(unable);
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    simulator.close();
  }
}
