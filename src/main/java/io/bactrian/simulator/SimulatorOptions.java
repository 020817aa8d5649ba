package io.bactrian.simulator;

import io.bactrian.simulator.latency.Latency;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options of the simulator's command line. */
final class SimulatorOptions {

  static final String HELP =
      """
      Starts simulated Amazon Bedrock regions on this machine.

        --region NAME:PORT    a region and its port; may be repeated
                              (default us-east-1:8101 and us-west-2:8102)
        --control-port PORT   port of the control API (default 8100)
        --latency LATENCY     time until a reply or the first stream event (default 0)
        --token-pace LATENCY  time between two stream events (default 0)
        --seed NUMBER         makes latencies and random faults the same in every run (default 0)
        --sentences NUMBER    sentences of a reply (default 3)
        --help                this text

      A LATENCY is 200ms, a range 100ms-400ms, or p50=300ms,p99=2s (log-normal).
      """;

  private static final String ALLOWED =
      "--region, --control-port, --latency, --token-pace, --seed, --sentences, --help";

  private SimulatorOptions() {}

  /**
   * @throws IllegalArgumentException naming the option and what is allowed
   */
  static SimulatorSettings parse(String... args) {
    Map<String, Integer> regions = new LinkedHashMap<>();
    int controlPort = 8100;
    Latency latency = Latency.none();
    Latency tokenPace = Latency.none();
    long seed = 0;
    int sentences = 3;
    for (int i = 0; i < args.length; i += 2) {
      String option = args[i];
      switch (option) {
        case "--region" -> putRegion(regions, value(args, i));
        case "--control-port" -> controlPort = (int) number(option, value(args, i));
        case "--latency" -> latency = latency(option, value(args, i));
        case "--token-pace" -> tokenPace = latency(option, value(args, i));
        case "--seed" -> seed = number(option, value(args, i));
        case "--sentences" -> sentences = (int) number(option, value(args, i));
        default ->
            throw new IllegalArgumentException(
                "option " + option + " is unknown; allowed: " + ALLOWED);
      }
    }
    if (regions.isEmpty()) {
      regions.put("us-east-1", 8101);
      regions.put("us-west-2", 8102);
    }
    return SimulatorSettings.forRegions(regions)
        .withControlPort(controlPort)
        .withLatency(latency)
        .withTokenPace(tokenPace)
        .withSeed(seed)
        .withSentences(sentences);
  }

  private static String value(String[] args, int index) {
    if (index + 1 == args.length) {
      throw new IllegalArgumentException("option " + args[index] + " needs a value");
    }
    return args[index + 1];
  }

  private static void putRegion(Map<String, Integer> regions, String value) {
    int colon = value.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "option --region needs NAME:PORT such as us-east-1:8101, not " + value);
    }
    regions.put(value.substring(0, colon), (int) number("--region", value.substring(colon + 1)));
  }

  private static long number(String option, String value) {
    try {
      return "--seed".equals(option) ? Long.parseLong(value) : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("option " + option + " needs a number, not " + value, e);
    }
  }

  private static Latency latency(String option, String value) {
    try {
      return Latency.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("option " + option + ": " + e.getMessage(), e);
    }
  }
}
