package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;

import io.bactrian.fixture.ElasticMq;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Kills a gateway again and again while it works on the messages of SQS. */
public final class SqsKills {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MODEL = Duration.ofMillis(100);

  private SqsKills() {}

  /** Returns what became of the messages; the gateway is killed after random numbers of answers. */
  static SqsLedger.Totals run(Path directory, int kills, int messages, long seed) throws Exception {
    try (var server = ElasticMq.start();
        var talk = new SqsTalk(server).makeQueues();
        var simulator = BedrockSimulator.start(SimulatorSettings.forRegions(EAST, WEST));
        var ledger = new SqsLedger(talk)) {
      simulator.faults().set(Fault.latency(MODEL));
      ledger.send(messages);
      try (var gateway = GatewayProcess.start(directory, simulator, talk.settings())) {
        GatewayKills.spread(
            gateway, kills, messages, seed, count -> ledger.awaitAnswered(count, PATIENCE));
        return ledger.totals(PATIENCE);
      }
    }
  }

  /** The long form: numbers of kills and of messages. */
  public static void main(String[] arguments) throws Exception {
    int kills = Integer.parseInt(arguments[0]);
    int messages = Integer.parseInt(arguments[1]);
    Path directory = Files.createTempDirectory("sqs-kills");
    SqsLedger.Totals totals = run(directory, kills, messages, System.nanoTime());
    System.out.println("SQS, " + kills + " kills: " + totals);
    System.exit(totals.nothingLost() ? 0 : 1);
  }
}
