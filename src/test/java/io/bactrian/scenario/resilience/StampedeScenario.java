package io.bactrian.scenario.resilience;

import io.bactrian.simulator.fault.Fault;
import java.time.Duration;

/** Many ask the same at once: Bedrock is asked once. */
final class StampedeScenario {

  private static final int QUESTIONS = 200;

  private final Form form;

  StampedeScenario(Form form) {
    this.form = form;
  }

  Scenario scenario() {
    return new Script(form, "R36", QUESTIONS + " identical questions at once")
        .set("bactrian.cache.mode", "read-through")
        .set("bactrian.cache.single-flight", "true")
        .phase(
            Phase.of(
                "stampede",
                Traffic.atOnce(QUESTIONS).of(1),
                Until.ended(QUESTIONS),
                Fault.latency(Duration.ofSeconds(3))))
        .check(
            Checks.NO_ERRORS,
            Check.atMost("upstream calls, at most 1", 1, Findings::upstreamCalls),
            Check.atLeast("upstream calls, at least 1", 1, Findings::upstreamCalls))
        .scenario();
  }
}
