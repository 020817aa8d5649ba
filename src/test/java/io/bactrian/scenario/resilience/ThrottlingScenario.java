package io.bactrian.scenario.resilience;

import static io.bactrian.scenario.resilience.Findings.EAST;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;

/** A region throttles and says for how long: it is believed. */
final class ThrottlingScenario {

  private static final String BAD = "bad";
  private static final String HEALED = "healed";

  /** Much longer than the pause of a region that does not say. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /** Looks at the gateway may be late, but not by so much. */
  private static final Duration CERTAINLY_BEFORE = Duration.ofSeconds(5);

  private final Form form;

  ThrottlingScenario(Form form) {
    this.form = form;
  }

  Scenario scenario() {
    Traffic traffic = Traffic.perSecond(form.either(40, 100));
    Fault fault = Fault.exception(FaultKind.THROTTLING).withRetryAfter(RETRY_AFTER).in(EAST);
    Until past = Until.lasting(RETRY_AFTER.minusSeconds(4));
    return new Script(form, "R3", "a region throttles and says for how long")
        .phase(Phase.of("normal", traffic, form.either(Until.ended(50), Duration.ofSeconds(10))))
        .phase(Phase.of(BAD, traffic, form.either(past, Duration.ofSeconds(30)), fault))
        .phase(
            Phase.of(
                HEALED,
                traffic,
                Until.serving(EAST).and(form.either(Until.ended(60), Duration.ofSeconds(10)))))
        .check(
            Checks.NO_ERRORS,
            Checks.staysClosed(EAST),
            notBefore(),
            Checks.comesBackWithoutBurst(EAST, HEALED))
        .checkInLongForm(Checks.recoversInTime(EAST))
        .scenario();
  }

  /** Calls that were under way when the first one was throttled cannot be held back. */
  private static Check notBefore() {
    return new Check(
        EAST + " gets no call before Retry-After is over",
        findings -> {
          List<Sample> cooling =
              findings.samples(BAD).stream()
                  .dropWhile(sample -> !sample.of(EAST).cooling())
                  .toList();
          if (cooling.isEmpty()) {
            return new Check.Verdict(false, "never left alone");
          }
          Sample first = cooling.getFirst();
          long until = first.nanos() + CERTAINLY_BEFORE.toNanos();
          Sample last = cooling.stream().filter(seen -> seen.nanos() < until).toList().getLast();
          long arrived = last.of(EAST).received() - first.of(EAST).received();
          return new Check.Verdict(
              arrived <= first.of(EAST).inFlight(),
              arrived + ", under way were " + first.of(EAST).inFlight());
        });
  }
}
