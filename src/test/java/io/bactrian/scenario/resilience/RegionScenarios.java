package io.bactrian.scenario.resilience;

import static io.bactrian.scenario.resilience.Findings.EAST;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;

/** One of two regions goes wrong: callers must not notice, and it must not be hammered. */
final class RegionScenarios {

  private static final String NORMAL = "normal";
  private static final String BAD = "bad";
  private static final String HEALED = "healed";
  private static final int PROBES = 2;

  private final Form form;
  private final Traffic traffic;
  private final Until someCalls;
  private final Until open;

  RegionScenarios(Form form) {
    this.form = form;
    traffic = Traffic.perSecond(form.either(40, 100));
    someCalls = form.either(Until.ended(50), Duration.ofSeconds(10));
    open = Until.state(EAST, State.OPEN);
  }

  List<Scenario> all() {
    return List.of(
        slow(),
        dead("R2", "a region answers 503", Fault.exception(FaultKind.SERVICE_UNAVAILABLE), 100),
        new ThrottlingScenario(form).scenario(),
        randomFailures(),
        dead("R7", "a region refuses connections and recovers", Fault.connectionRefused(), 200),
        halfOpenStorm(),
        flapping(),
        resetBeforeFirstByte());
  }

  private Scenario slow() {
    Script script =
        new Script(form, "R1", "a region becomes slow")
            .set("bactrian.breaker.slow-call-duration", form.either("5s", "900ms"))
            .phase(Phase.of(NORMAL, traffic, someCalls));
    Until untilOpen = open.and(Until.ended(120));
    Until bad = form.either(untilOpen, Duration.ofSeconds(60));
    // Two seconds, give or take one.
    Phase slow =
        Phase.of(
            BAD,
            traffic,
            bad,
            Fault.latency(Duration.ofSeconds(1)).in(EAST).withProbability(0.25),
            Fault.latency(Duration.ofSeconds(3)).in(EAST).withProbability(0.33),
            Fault.latency(Duration.ofSeconds(2)).in(EAST));
    Phase steady = Phase.of(BAD, traffic, bad, Fault.latency(Duration.ofSeconds(7)).in(EAST));
    if (form == Form.SHORT) {
      // So many slow calls in a row a busy machine does not make by itself.
      script.set("bactrian.breaker.window-size", "10").set("bactrian.breaker.minimum-calls", "10");
    }
    return script
        .phase(form.either(steady, slow))
        .phase(Phase.of(HEALED, traffic, healed()))
        .check(
            Checks.NO_ERRORS,
            Checks.opens(EAST),
            Checks.onlyProbes(EAST, BAD, PROBES),
            Checks.comesBackWithoutBurst(EAST, HEALED))
        .checkInLongForm(
            Check.atMost("share of " + EAST + " from 10 s after, at most 0.05", 0.05, this::share),
            Check.atMost(
                "p95 from 10 s after against p95 before, at most 1.5", 1.5, this::slowdown),
            Checks.recoversInTime(EAST))
        .scenario();
  }

  private List<ClientCall> later(Findings findings) {
    long from = findings.run(BAD).beganNanos() + Duration.ofSeconds(10).toNanos();
    return findings.in(BAD).stream().filter(call -> call.sentNanos() >= from).toList();
  }

  private double share(Findings findings) {
    List<ClientCall> later = later(findings);
    return (double) later.stream().filter(call -> call.servedIn(EAST)).count() / later.size();
  }

  private double slowdown(Findings findings) {
    return (double) Figures.percentile(later(findings), 95)
        / Figures.percentile(findings.in(NORMAL), 95);
  }

  private Until healed() {
    return Until.serving(EAST).and(form.either(Until.ended(60), Duration.ofSeconds(10)));
  }

  private Scenario dead(String id, String title, Fault fault, int perSecond) {
    Traffic load = Traffic.perSecond(form.either(40, perSecond));
    Until untilOpen = open.and(Until.ended(120));
    return new Script(form, id, title)
        .phase(Phase.of(NORMAL, load, someCalls))
        .phase(Phase.of(BAD, load, form.either(untilOpen, Duration.ofSeconds(60)), fault.in(EAST)))
        .phase(Phase.of(HEALED, load, healed()))
        .check(
            Checks.NO_ERRORS,
            Checks.opens(EAST),
            Checks.onlyProbes(EAST, BAD, PROBES),
            Checks.comesBackWithoutBurst(EAST, HEALED))
        .checkInLongForm(Checks.recoversInTime(EAST))
        .scenario();
  }

  private Scenario randomFailures() {
    Fault third = Fault.exception(FaultKind.SERVICE_UNAVAILABLE).withProbability(0.3);
    // No breaker that keeps the faults away.
    Script script =
        new Script(form, "R4", "three in ten calls fail, in all regions").withoutBreakers();
    if (form == Form.SHORT) {
      // So few calls earn less than the minimum, and no target has failed often enough yet.
      script.set("bactrian.retry.budget-minimum", "0").set("bactrian.retry.healthy-below", "0");
    }
    return script
        .phase(Phase.of(NORMAL, traffic, someCalls))
        .phase(
            Phase.of(BAD, traffic, form.either(Until.ended(300), Duration.ofSeconds(60)), third)
                .begunAlone())
        .check(
            Check.atMost("upstream calls per call, at most 1.2", 1.2, this::perCall),
            Check.atLeast(
                "calls saved by another attempt",
                1,
                seen -> seen.count(call -> call.live() && call.upstreamCalls() > 1)),
            Check.none(
                "calls that took more than three attempts",
                seen -> seen.count(call -> call.upstreamCalls() > 3)))
        .scenario();
  }

  /** The calls of the warm-up, which are in no ledger, have earned attempts too. */
  private double perCall(Findings findings) {
    return (double) (findings.upstreamCalls() + form.warmUpCalls())
        / (findings.calls().size() + form.warmUpCalls());
  }

  private Scenario halfOpenStorm() {
    int burst = form.either(200, 500);
    return new Script(form, "R8", burst + " calls at the moment at which a region may be probed")
        .set("bactrian.failover.call-timeout", form.either("12s", "6s"))
        .set("bactrian.breaker.open-duration", "1h")
        .phase(Phase.of(NORMAL, traffic, someCalls))
        .phase(
            Phase.of("storm", Traffic.atOnce(burst), Until.ended(burst), Fault.silence().in(EAST))
                .halfOpening(EAST))
        .check(
            Checks.NO_ERRORS,
            new Check(
                EAST + " gets exactly " + PROBES + " calls",
                findings -> {
                  // Traffic of before may still be on its way to the region.
                  long late = findings.run("storm").before().of(EAST).inFlight();
                  long seen = findings.received(EAST, "storm");
                  return new Check.Verdict(
                      seen >= PROBES && seen <= PROBES + late, Long.toString(seen));
                }))
        .scenario();
  }

  private Scenario flapping() {
    Script script =
        new Script(form, "R9", "a region flaps").phase(Phase.of(NORMAL, traffic, someCalls));
    Duration half = form.either(Duration.ofMillis(300), Duration.ofSeconds(2));
    Fault fault = Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST);
    for (int i = 0; i < form.either(6, 30); i++) {
      script.phase(Phase.of("flap bad " + i, traffic, Until.lasting(half), fault));
      script.phase(Phase.of("flap good " + i, traffic, Until.lasting(half)));
    }
    return script
        .phase(Phase.of(HEALED, traffic, healed()))
        .check(Checks.NO_ERRORS, Checks.opens(EAST), changesPerInterval())
        .checkInLongForm(
            Check.atMost("state changes in two minutes, at most 12", 12, Findings::stateChanges))
        .scenario();
  }

  /** Open, half open, and closed or open again: no more in any open interval. */
  private Check changesPerInterval() {
    Duration interval = form.either(Duration.ofMillis(500), Duration.ofSeconds(30));
    return new Check(
        "at most three state changes for each open interval",
        findings -> {
          long flapped = findings.end().nanos() - findings.runs().get(1).beganNanos();
          long allowed = 3 * (1 + flapped / interval.toNanos());
          long seen = findings.stateChanges();
          return new Check.Verdict(seen <= allowed, seen + ", allowed " + allowed);
        });
  }

  private Scenario resetBeforeFirstByte() {
    return new Script(form, "R10", "connections are reset before the first byte")
        .withoutBreakers()
        .phase(Phase.of(NORMAL, traffic, someCalls))
        .phase(
            Phase.of(
                BAD,
                traffic,
                form.either(Until.ended(60), Duration.ofSeconds(15)),
                Fault.reset().in(EAST)))
        .check(
            Checks.NO_ERRORS,
            Check.atLeast(
                "calls that took one attempt more",
                1,
                findings -> findings.count(call -> call.attempts().size() == 2)),
            Check.none(
                "calls that took more than two attempts",
                findings -> findings.count(call -> call.attempts().size() > 2)))
        .scenario();
  }
}
