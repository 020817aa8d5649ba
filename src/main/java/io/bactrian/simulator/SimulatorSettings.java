package io.bactrian.simulator;

import io.bactrian.simulator.latency.Latency;
import io.bactrian.simulator.latency.Timing;
import io.bactrian.simulator.latency.TimingRule;
import io.bactrian.simulator.latency.TimingTable;
import io.bactrian.simulator.quality.AnswerSheet;
import io.bactrian.simulator.quality.QualityRule;
import io.bactrian.simulator.quality.SimulatedKnowledge;
import io.bactrian.simulator.scope.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a simulator is to run.
 *
 * @param regions port of each region by its name; 0 takes any free port
 * @param controlPort port of the control API; 0 takes any free port
 * @param timings how long the models take
 * @param eventLoops threads that serve the requests, from 1 to 64
 * @param seed of latencies and of faults without a seed of their own
 * @param sentences of a reply that nothing else makes shorter, from 1 to 10000
 * @param knowledge what the models answer to questions with a known answer
 */
public record SimulatorSettings(
    Map<String, Integer> regions,
    int controlPort,
    TimingTable timings,
    int eventLoops,
    long seed,
    int sentences,
    SimulatedKnowledge knowledge) {

  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_EVENT_LOOPS = 64;
  private static final int SENTENCES = 3;
  private static final int MOST_SENTENCES = 10_000;

  /**
   * @throws IllegalArgumentException naming the key and the legal range
   */
  public SimulatorSettings {
    if (regions.isEmpty()) {
      throw new IllegalArgumentException("regions must name at least one region");
    }
    regions.forEach(SimulatorSettings::checkRegion);
    checkPort("control-port", controlPort);
    checkDistinct(regions, controlPort);
    if (eventLoops < 1 || eventLoops > MOST_EVENT_LOOPS) {
      throw new IllegalArgumentException("event-loops must be from 1 to 64, not " + eventLoops);
    }
    if (sentences < 1 || sentences > MOST_SENTENCES) {
      throw new IllegalArgumentException("sentences must be from 1 to 10000, not " + sentences);
    }
    regions = Collections.unmodifiableMap(new LinkedHashMap<>(regions));
  }

  /** Those regions on any free ports, answering at once. */
  public static SimulatorSettings forRegions(String... regions) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String region : regions) {
      ports.put(region, 0);
    }
    return forRegions(ports);
  }

  /** Those regions on those ports, answering at once. */
  public static SimulatorSettings forRegions(Map<String, Integer> regions) {
    var timings = new TimingTable(List.of(), Timing.immediate());
    return new SimulatorSettings(regions, 0, timings, 2, 0, SENTENCES, SimulatedKnowledge.none());
  }

  public SimulatorSettings withControlPort(int port) {
    return new SimulatorSettings(regions, port, timings, eventLoops, seed, sentences, knowledge);
  }

  public SimulatorSettings withEventLoops(int count) {
    return new SimulatorSettings(regions, controlPort, timings, count, seed, sentences, knowledge);
  }

  public SimulatorSettings withSeed(long other) {
    var same = new SimulatedKnowledge(knowledge.sheet(), knowledge.rules(), other);
    return new SimulatorSettings(regions, controlPort, timings, eventLoops, other, sentences, same);
  }

  public SimulatorSettings withSentences(int count) {
    return new SimulatorSettings(regions, controlPort, timings, eventLoops, seed, count, knowledge);
  }

  /** How long a model takes where no {@link #withTiming} says otherwise. */
  public SimulatorSettings withLatency(Latency latency) {
    return with(
        new TimingTable(timings.rules(), new Timing(latency, timings.otherwise().tokenPace())));
  }

  /** The time between two stream events where no {@link #withTiming} says otherwise. */
  public SimulatorSettings withTokenPace(Latency tokenPace) {
    return with(
        new TimingTable(timings.rules(), new Timing(timings.otherwise().latency(), tokenPace)));
  }

  /**
   * How long the models take that match those names or patterns, in which {@code *} stands for any
   * run of characters; of several timings that match, the first one set holds.
   */
  public SimulatorSettings withTiming(
      String region, String model, Latency latency, Latency tokenPace) {
    List<TimingRule> rules = new ArrayList<>(timings.rules());
    rules.add(new TimingRule(new Scope(region, model), new Timing(latency, tokenPace)));
    return with(new TimingTable(rules, timings.otherwise()));
  }

  /** Questions that the models answer from that sheet, as often right as their quality says. */
  public SimulatorSettings withAnswers(AnswerSheet sheet) {
    return with(new SimulatedKnowledge(sheet, knowledge.rules(), seed));
  }

  /** How often models answer as expected, 0 to 1, as {@link #withTiming} says how fast. */
  public SimulatorSettings withQuality(String region, String model, double quality) {
    return with(knowledge.with(new QualityRule(new Scope(region, model), quality)));
  }

  private SimulatorSettings with(SimulatedKnowledge other) {
    return new SimulatorSettings(regions, controlPort, timings, eventLoops, seed, sentences, other);
  }

  private SimulatorSettings with(TimingTable other) {
    return new SimulatorSettings(
        regions, controlPort, other, eventLoops, seed, sentences, knowledge);
  }

  private static void checkRegion(String region, Integer port) {
    boolean legal =
        !region.isEmpty()
            && region.length() <= 64
            && region.chars().allMatch(c -> c == '-' || c < 128 && Character.isLetterOrDigit(c));
    if (!legal) {
      throw new IllegalArgumentException(
          "regions: '" + region + "' must be 1 to 64 letters, digits and hyphens");
    }
    checkPort("regions: port of " + region, port);
  }

  private static void checkPort(String key, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          key + " must be from 1 to 65535, or 0 for any free port, not " + port);
    }
  }

  private static void checkDistinct(Map<String, Integer> regions, int controlPort) {
    List<Integer> ports = new ArrayList<>(regions.values());
    ports.add(controlPort);
    ports.removeIf(port -> port == 0);
    if (ports.stream().distinct().count() < ports.size()) {
      throw new IllegalArgumentException(
          "regions and control-port must all have different ports, not " + ports);
    }
  }
}
