package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;

import io.bactrian.fixture.ArtemisProcess;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what interactive callers notice of messages that are worked off: their p99 without any,
 * and while so many are waiting.
 */
public final class JmsInteractive {

  private static final Duration MODEL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PER_SECOND = 30;
  private static final int WARM_UP_MESSAGES = 1_000;
  private static final int CALLS = 900;
  private static final double GOAL = 1.5;

  private final GatewayProcess gateway;
  private int number;

  private JmsInteractive(GatewayProcess gateway) {
    this.gateway = gateway;
  }

  /** The number of messages. */
  public static void main(String[] arguments) throws Exception {
    int messages = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("jms-interactive");
    Path brokers = Files.createDirectories(directory.resolve("broker"));
    boolean held;
    try (var broker = ArtemisProcess.at(brokers);
        var simulator = BedrockSimulator.start(SimulatorSettings.forRegions(EAST, WEST))) {
      simulator.faults().set(Fault.latency(MODEL));
      broker.start();
      try (var ledger = new MessageLedger(broker.url());
          var gateway =
              GatewayProcess.start(
                  directory,
                  simulator,
                  "bactrian.jms.queues",
                  REQUESTS,
                  "bactrian.jms.broker",
                  broker.url())) {
        held = new JmsInteractive(gateway).measure(ledger, messages);
      }
    }
    System.exit(held ? 0 : 1);
  }

  private boolean measure(MessageLedger ledger, int messages) throws Exception {
    Thread.ofVirtual().start(() -> ledger.send(WARM_UP_MESSAGES));
    calls(() -> ledger.answered() >= WARM_UP_MESSAGES);
    int before = number;
    long quiet = p99(calls(() -> number >= before + CALLS));
    Thread.ofVirtual().start(() -> ledger.send(messages));
    long began = System.nanoTime();
    List<Long> during = calls(() -> ledger.answered() >= WARM_UP_MESSAGES + messages);
    double seconds = (System.nanoTime() - began) / 1e9;
    ledger.awaitAnswered(WARM_UP_MESSAGES + messages, PATIENCE);
    double ratio = (double) p99(during) / quiet;
    System.out.printf(
        "%d calls/s: p99 %.1f ms without messages; %.1f ms while %d were worked off in %.0f s;"
            + " ratio %.2f   (goal: at most %.1f)%n%s%n",
        PER_SECOND,
        quiet / 1e6,
        p99(during) / 1e6,
        messages,
        seconds,
        ratio,
        GOAL,
        ledger.totals());
    return ratio <= GOAL && ledger.totals().missing() == 0;
  }

  /** Calls at a steady rate, whether or not earlier ones have ended; returns how long each took. */
  private List<Long> calls(Callable<Boolean> until) throws Exception {
    List<Future<Long>> sent = new ArrayList<>();
    long period = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long next = System.nanoTime(); !until.call(); next += period) {
        LockSupport.parkNanos(next - System.nanoTime());
        int question = number++;
        sent.add(callers.submit(() -> one(question)));
      }
    }
    List<Long> took = new ArrayList<>();
    for (Future<Long> call : sent) {
      took.add(call.get());
    }
    return took;
  }

  private long one(int question) {
    long began = System.nanoTime();
    Reply reply = gateway.chat("interactive " + question);
    if (!reply.isLive()) {
      throw new AssertionError(reply.text());
    }
    return System.nanoTime() - began;
  }

  private static long p99(List<Long> took) {
    List<Long> sorted = took.stream().sorted().toList();
    return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
  }
}
