package io.bactrian.scenario.resilience;

import static io.bactrian.scenario.resilience.Findings.EAST;
import static io.bactrian.scenario.resilience.Findings.WEST;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;

/** No region answers, or too few places are left: callers get the next best thing, and soon. */
final class OutageScenarios {

  private static final String NORMAL = "normal";
  private static final String DOWN = "down";
  private static final String HEALED = "healed";
  private static final int KNOWN = 20;
  private static final int PLACES = 20;
  private static final int BURST = 400;
  private static final String SECOND_MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final Fault UNAVAILABLE = Fault.exception(FaultKind.SERVICE_UNAVAILABLE);

  private final Form form;
  private final Traffic traffic;
  private final Until some;

  OutageScenarios(Form form) {
    this.form = form;
    traffic = Traffic.perSecond(form.either(40, 100));
    some = form.either(Until.ended(60), Duration.ofSeconds(15));
  }

  List<Scenario> all() {
    return List.of(ladder(), everythingDown(), overload(), deadline());
  }

  private Scenario ladder() {
    Fault model = UNAVAILABLE.forModel("*anthropic.claude-haiku*");
    return new Script(form, "R5", "a model is down, then every model")
        .set("bactrian.models", Traffic.MODEL + ",claude-sonnet")
        .set("bactrian.model.claude-sonnet.id", SECOND_MODEL)
        .set("bactrian.model." + Traffic.MODEL + ".fallbacks", "claude-sonnet")
        .phase(Phase.of(NORMAL, traffic.of(KNOWN), some))
        .phase(Phase.of("model down", traffic.of(KNOWN), some, model).begunAlone())
        .phase(Phase.of("all down, known", traffic.of(KNOWN), some, UNAVAILABLE).begunAlone())
        .phase(Phase.of("all down, new", traffic, some, UNAVAILABLE).begunAlone())
        .phase(Phase.of(HEALED, traffic, Until.serving(EAST).and(Until.serving(WEST))).begunAlone())
        .check(
            Checks.every(NORMAL, "live", ClientCall::live),
            Checks.every("model down", "answered by the other model", call -> by(call, "model")),
            Checks.every("all down, known", "answered from the cache", call -> by(call, "cache")),
            Checks.every("all down, new", "refused with Retry-After", ClientCall::refused))
        .scenario();
  }

  private static boolean by(ClientCall call, String rung) {
    return call.answered() && call.reply().degraded().equals(rung);
  }

  private Scenario everythingDown() {
    Until open = Until.state(EAST, State.OPEN).and(Until.state(WEST, State.OPEN));
    return new Script(form, "R6", "everything is down and nothing is cached")
        .set("bactrian.cache.mode", "off")
        .phase(Phase.of(NORMAL, traffic, some))
        .phase(Phase.of("failing", traffic, open, UNAVAILABLE).begunAlone())
        .phase(Phase.of(DOWN, traffic, some, UNAVAILABLE).begunAlone())
        .phase(Phase.of(HEALED, traffic, Until.serving(EAST).and(Until.serving(WEST))).begunAlone())
        .check(
            Checks.every(NORMAL, "live", ClientCall::live),
            Checks.every(DOWN, "refused with Retry-After", ClientCall::refused),
            Checks.opens(EAST),
            Checks.opens(WEST))
        .checkInLongForm(Checks.fasterThan(DOWN, 99, 50, ClientCall::refused))
        .scenario();
  }

  /** Twenty places and 200 ms for each call: a capacity of 100 calls a second. */
  private Scenario overload() {
    Duration minute = Duration.ofSeconds(60);
    Traffic half = Traffic.perSecond(50);
    return new Script(form, "R18", "four times as many calls as there is capacity for")
        .set("bactrian.simulator.latency", "200ms")
        .set("bactrian.admission.max-in-flight", Integer.toString(PLACES))
        .set("bactrian.admission.max-waiting", Integer.toString(PLACES))
        .set("bactrian.admission.max-wait", "150ms")
        .phase(Phase.of(NORMAL, half, some))
        .phase(
            form.either(
                Phase.of("overload", Traffic.atOnce(BURST), Until.ended(BURST)),
                Phase.of("overload", Traffic.perSecond(400), Until.lasting(minute))))
        .phase(Phase.of("afterwards", half, some))
        .check(
            Checks.every(
                "overload",
                "answered, or refused with Retry-After",
                call -> call.live() || call.refused()),
            Check.atLeast("calls refused", 1, findings -> findings.count(ClientCall::refused)),
            Check.atLeast("calls answered", PLACES, findings -> answeredUnderLoad(findings)),
            Checks.staysClosed(EAST),
            Checks.staysClosed(WEST))
        .checkInLongForm(
            Check.atLeast(
                "answers a second under overload, at least 80",
                80,
                findings -> answeredUnderLoad(findings) / (double) minute.toSeconds()),
            Check.atMost(
                "p99 of answered calls against p99 without overload, at most 2",
                2,
                OutageScenarios::slowdown))
        .scenario();
  }

  private static long answeredUnderLoad(Findings findings) {
    return findings.in("overload").stream().filter(ClientCall::live).count();
  }

  private static double slowdown(Findings findings) {
    List<ClientCall> answered = findings.in("overload").stream().filter(ClientCall::live).toList();
    return (double) Figures.percentile(answered, 99) / Figures.percentile(findings.in(NORMAL), 99);
  }

  private Scenario deadline() {
    Duration deadline = form.either(Duration.ofSeconds(1), Duration.ofSeconds(2));
    Traffic few = Traffic.perSecond(20);
    Traffic hurried = few.with("x-bactrian-deadline-ms", Long.toString(deadline.toMillis()));
    return new Script(form, "R19", "every region is slower than the caller's deadline")
        .withoutBreakers()
        .set("bactrian.cache.mode", "off")
        .phase(Phase.of(NORMAL, few, form.either(Until.ended(20), Duration.ofSeconds(10))))
        .phase(
            Phase.of(
                    DOWN,
                    hurried,
                    form.either(Until.ended(20), Duration.ofSeconds(15)),
                    Fault.latency(Duration.ofSeconds(5)))
                .begunAlone())
        .check(
            Checks.every(DOWN, "refused with Retry-After", ClientCall::refused),
            new Check(
                "upstream calls are cancelled",
                findings -> {
                  long cancelled =
                      findings.failedUpstream(EAST, "disconnected")
                          + findings.failedUpstream(WEST, "disconnected");
                  long received = findings.received(EAST, DOWN) + findings.received(WEST, DOWN);
                  return new Check.Verdict(
                      cancelled > 0 && cancelled >= received, cancelled + " of " + received);
                }))
        .checkInLongForm(
            Checks.fasterThan(DOWN, 99, deadline.toMillis() + 100, ClientCall::refused))
        .scenario();
  }
}
