package io.bactrian.scenario.resilience;

import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.calls.CallCount;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.Faults;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs a scenario against a gateway of its own, and returns what was found. */
final class Engine {

  /** Longest wait for anything: for slow machines, not for a tempo. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Streams take seconds, at the pace of their tokens: few are enough. */
  private static final int STREAMED_ROUNDS = 20;

  private final Scenario scenario;
  private final Site site;
  private final Watch watch;
  private final Caller caller;
  private final GatewayRedis redis;
  private final CallLedger ledger = new CallLedger();
  private final List<PhaseRun> runs = new ArrayList<>();

  private Engine(Scenario scenario, Form form, Site site, Watch watch, GatewayRedis redis) {
    this.redis = redis;
    this.scenario = scenario;
    this.site = site;
    this.watch = watch;
    caller = new Caller(site.gateway(), ledger, form.mostUnderWay());
  }

  static Findings run(Scenario scenario, Form form) throws IOException {
    try (var redis = new GatewayRedis(scenario);
        Site site = Site.open(form, redis.with(scenario.settings()));
        Watch watch = new Watch(site)) {
      until("the gateway is ready", watch::ready);
      warmUp(site, watch, form.warmUpRounds());
      watch.begin(form.watchMillis());
      return new Engine(scenario, form, site, watch, redis).run();
    }
  }

  /** A JVM that has just started is slow, which no scenario is about; none of this counts. */
  private static void warmUp(Site site, Watch watch, int rounds) throws IOException {
    var ledger = new CallLedger();
    try (var caller = new Caller(site.gateway(), ledger, Integer.MAX_VALUE)) {
      for (int i = 0; i < rounds; i++) {
        Traffic few = Traffic.atOnce(Form.WARM_UP_CALLS).with("x-bactrian-deadline-ms", "60000");
        boolean streamed = i % 2 == 1 && i < STREAMED_ROUNDS;
        caller.begin("warm-up", streamed ? few.asStreams() : few);
        until("warm", () -> ledger.countUnderWay() == 0);
      }
    }
    for (String region : List.of(Findings.EAST, Findings.WEST)) {
      watch.operate(region, "reset");
    }
    site.simulator().calls().reset();
  }

  private Findings run() throws IOException {
    try (caller) {
      for (Phase phase : scenario.phases()) {
        run(phase);
      }
      caller.stop();
      until("every call has ended", () -> ledger.underWay().isEmpty());
      until("nothing is at a target", () -> watch.latest().inFlight() == 0);
      until("Bedrock has ended every call", this::nothingUpstream);
      Sample end = watch.look();
      return new Findings(
          scenario,
          ledger.calls(),
          List.copyOf(runs),
          watch.samples(),
          end,
          watch.metrics(),
          site.simulator().calls().counts());
    }
  }

  /** Bedrock may notice a little later than the gateway that a call is over. */
  private boolean nothingUpstream() {
    return site.simulator().calls().counts().values().stream()
        .flatMap(models -> models.values().stream())
        .allMatch(count -> count.received() <= ended(count));
  }

  private static long ended(CallCount count) {
    return count.answered() + count.failed().values().stream().mapToLong(Long::longValue).sum();
  }

  private void run(Phase phase) throws IOException {
    if (phase.alone()) {
      caller.stop();
      until("no call of before is under way", () -> ledger.underWay().isEmpty());
    }
    redis.become(phase.redis());
    Faults faults = site.simulator().faults();
    faults.clear();
    for (Fault fault : phase.faults()) {
      faults.set(fault);
    }
    for (String region : phase.halfOpen()) {
      watch.operate(region, "half-open");
    }
    var run = new PhaseRun(phase, System.nanoTime(), watch.look(), watch.metrics());
    runs.add(run);
    caller.begin(phase.name(), phase.traffic());
    until(scenario + ": " + phase.name() + " is over", () -> phase.until().reached(stage(run)));
  }

  private Stage stage(PhaseRun run) {
    return new Stage(
        run.beganNanos(), ledger.endedIn(run.phase().name()), run.before(), watch.latest());
  }

  private static void until(String what, Callable<Boolean> reached) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(reached);
  }
}
