package io.bactrian.simulator;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Runs the simulator alone, until the process is ended. */
public final class SimulatorCommand {

  private static final int OK = 0;
  private static final int BAD_OPTIONS = 2;
  private static final int FAILED = 1;

  private SimulatorCommand() {}

  /**
   * Starts the simulator, prints its endpoints and waits until the process is ended.
   *
   * @return the exit status: 0 after {@code --help}, 1 if a port cannot be opened, 2 for options
   *     that are not allowed
   */
  public static int run(String... args) {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(SimulatorOptions.HELP);
      return OK;
    }
    SimulatorSettings settings;
    try {
      settings = SimulatorOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return BAD_OPTIONS;
    }
    try (var simulator = BedrockSimulator.start(settings)) {
      print(simulator, System.out);
      new CountDownLatch(1).await();
      return OK;
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OK;
    }
  }

  static void print(BedrockSimulator simulator, PrintStream out) {
    out.println("Simulated Amazon Bedrock; every answer says that it is simulated.");
    simulator
        .endpoints()
        .forEach((region, endpoint) -> out.printf("  %-16s %s%n", region, endpoint));
    out.printf("  %-16s %s%n", "control", simulator.controlEndpoint());
    out.println();
    out.println("Point an AWS SDK or the AWS CLI at a region; any credentials will do:");
    simulator.endpoints().entrySet().stream()
        .limit(1)
        .forEach(
            first ->
                out.printf(
                    "  AWS_ENDPOINT_URL_BEDROCK_RUNTIME=%s AWS_REGION=%s"
                        + " AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any%n",
                    first.getValue(), first.getKey()));
    out.println("Set a fault:");
    out.printf(
        "  curl -X POST %s/faults -d '{\"kind\":\"throttling\",\"probability\":0.3}'%n",
        simulator.controlEndpoint());
  }
}
