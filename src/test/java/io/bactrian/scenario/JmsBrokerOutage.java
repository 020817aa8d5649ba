package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.ArtemisProcess;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** Kills a broker under load, and starts it again on the same journal after a while. */
public final class JmsBrokerOutage {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MODEL = Duration.ofMillis(100);
  private static final Duration STEADY = Duration.ofSeconds(15);
  private static final int PRODUCERS = 4;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private static final Duration GOAL_REPLY = Duration.ofSeconds(10);
  private static final double GOAL_CORES = 0.05;
  private static final int GOAL_LINES = 20;

  private final ArtemisProcess broker;
  private final GatewayProcess gateway;
  private final MessageLedger ledger;
  private final CountDownLatch never = new CountDownLatch(1);

  private JmsBrokerOutage(ArtemisProcess broker, GatewayProcess gateway, MessageLedger ledger) {
    this.broker = broker;
    this.gateway = gateway;
    this.ledger = ledger;
  }

  /**
   * What came of it.
   *
   * @param untilReply from the opening of the broker's port to the first reply sent after it
   * @param idleCores processors that the gateway uses with a broker and without messages
   * @param outCores the same while the broker was out
   * @param lines that the gateway logged of it while the broker was out
   */
  private record Findings(
      MessageLedger.Totals totals,
      Duration untilReply,
      double idleCores,
      double outCores,
      List<String> lines) {

    boolean held() {
      return totals.missing() == 0
          && totals.duplicates() == 0
          && totals.deadLetters() == 0
          && untilReply.compareTo(GOAL_REPLY) <= 0
          && outCores - idleCores <= GOAL_CORES
          && lines.size() <= GOAL_LINES;
    }
  }

  /** The seconds for which the broker is out. */
  public static void main(String[] arguments) throws Exception {
    Duration out = Duration.ofSeconds(Long.parseLong(arguments[0]));
    Path directory = Files.createTempDirectory("jms-broker-outage");
    Path brokers = Files.createDirectories(directory.resolve("broker"));
    Findings findings;
    try (var broker = ArtemisProcess.at(brokers);
        var simulator = BedrockSimulator.start(SimulatorSettings.forRegions(EAST, WEST))) {
      simulator.faults().set(Fault.latency(MODEL));
      broker.start();
      try (var ledger = new MessageLedger(broker.url());
          var gateway = start(directory, simulator, broker)) {
        findings = new JmsBrokerOutage(broker, gateway, ledger).run(out);
      }
    }
    System.out.printf(
        "%d producers; broker out for %d s: first reply %.1f s after its port was open (goal: at"
            + " most %d)%n%s%n"
            + "processors used by the gateway: %.3f idle, %.3f without its broker (goal: at most"
            + " %.2f more)%n%d lines logged meanwhile (goal: at most %d)%n%s%n%s%n",
        PRODUCERS,
        out.toSeconds(),
        findings.untilReply().toMillis() / 1e3,
        GOAL_REPLY.toSeconds(),
        findings.totals(),
        findings.idleCores(),
        findings.outCores(),
        GOAL_CORES,
        findings.lines().size(),
        GOAL_LINES,
        String.join(System.lineSeparator(), findings.lines().stream().limit(GOAL_LINES).toList()),
        findings.held() ? "all goals reached" : "a goal was MISSED");
    System.exit(findings.held() ? 0 : 1);
  }

  private static GatewayProcess start(
      Path directory, BedrockSimulator simulator, ArtemisProcess broker) throws IOException {
    return GatewayProcess.start(
        directory,
        simulator,
        "bactrian.jms.queues",
        REQUESTS,
        "bactrian.jms.broker",
        broker.url(),
        // That of the tests would hide most of what a gateway logs.
        "log4j2.configurationFile",
        "log4j2.properties");
  }

  private Findings run(Duration out) throws Exception {
    send(STEADY).forEach(JmsBrokerOutage::join);
    ledger.awaitAnswered(ledger.sent(), PATIENCE);
    double idle = coresDuring(out);
    List<Thread> producers = send(STEADY.plus(out).plus(STEADY));
    pass(STEADY);
    int before = logged().size();
    broker.kill();
    double cores = coresDuring(out);
    List<String> lines = logged();
    broker.launch();
    await("broker").pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(broker::listens);
    Instant opened = Instant.now();
    await("first reply").atMost(PATIENCE).until(() -> ledger.firstReplySince(opened).isPresent());
    Duration untilReply = Duration.between(opened, ledger.firstReplySince(opened).orElseThrow());
    producers.forEach(JmsBrokerOutage::join);
    awaitAll();
    return new Findings(
        ledger.totals(), untilReply, idle, cores, lines.subList(before, lines.size()));
  }

  /** Without the lines that tell of single messages and calls. */
  private List<String> logged() throws IOException {
    return gateway.printed().stream().filter(line -> !line.contains(" access - ")).toList();
  }

  private void awaitAll() {
    try {
      ledger.awaitAnswered(ledger.sent(), PATIENCE);
    } catch (ConditionTimeoutException missing) {
      // The totals say how many.
    }
  }

  /** Each producer sends at a steady rate, and waits with what it has while there is no broker. */
  private List<Thread> send(Duration period) {
    long end = System.nanoTime() + period.toNanos();
    List<Thread> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      ledger.send(
                          () -> {
                            pass(BETWEEN);
                            return System.nanoTime() < end;
                          })));
    }
    return producers;
  }

  private double coresDuring(Duration period) {
    Duration before = gateway.cpuTime();
    long began = System.nanoTime();
    pass(period);
    return (double) gateway.cpuTime().minus(before).toNanos() / (System.nanoTime() - began);
  }

  private void pass(Duration time) {
    try {
      never.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      throw new IllegalStateException(hurried);
    }
  }

  private static void join(Thread producer) {
    try {
      producer.join();
    } catch (InterruptedException hurried) {
      throw new IllegalStateException(hurried);
    }
  }
}
