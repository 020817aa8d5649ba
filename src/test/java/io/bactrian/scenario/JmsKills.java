package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;

import io.bactrian.fixture.ArtemisProcess;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Kills a gateway again and again while it works on the messages of a broker. */
public final class JmsKills {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MODEL = Duration.ofMillis(100);

  private JmsKills() {}

  /** Returns what became of the messages; the gateway is killed after random numbers of answers. */
  static MessageLedger.Totals run(Path directory, int kills, int messages, long seed)
      throws Exception {
    Path brokers = Files.createDirectories(directory.resolve("broker"));
    try (var broker = ArtemisProcess.at(brokers);
        var simulator = BedrockSimulator.start(SimulatorSettings.forRegions(EAST, WEST))) {
      simulator.faults().set(Fault.latency(MODEL));
      broker.start();
      try (var ledger = new MessageLedger(broker.url());
          var gateway = start(directory, simulator, broker)) {
        ledger.send(messages);
        GatewayKills.spread(
            gateway, kills, messages, seed, count -> ledger.awaitAnswered(count, PATIENCE));
        return ledger.totals();
      }
    }
  }

  private static GatewayProcess start(
      Path directory, BedrockSimulator simulator, ArtemisProcess broker) throws IOException {
    return GatewayProcess.start(
        directory, simulator, "bactrian.jms.queues", REQUESTS, "bactrian.jms.broker", broker.url());
  }

  /** The long form: numbers of kills and of messages. */
  public static void main(String[] arguments) throws Exception {
    int kills = Integer.parseInt(arguments[0]);
    int messages = Integer.parseInt(arguments[1]);
    Path directory = Files.createTempDirectory("jms-kills");
    MessageLedger.Totals totals = run(directory, kills, messages, System.nanoTime());
    System.out.println("JMS, " + kills + " kills: " + totals);
    boolean held = totals.missing() == 0 && totals.duplicates() == 0 && totals.deadLetters() == 0;
    System.exit(held ? 0 : 1);
  }
}
