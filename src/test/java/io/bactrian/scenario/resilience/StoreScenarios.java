package io.bactrian.scenario.resilience;

import static io.bactrian.scenario.resilience.Findings.EAST;
import static io.bactrian.scenario.resilience.Findings.WEST;

import io.bactrian.scenario.resilience.Phase.Redis;
import java.time.Duration;
import java.util.List;

/** What gateways share is in a store: one that is out never costs a call. */
final class StoreScenarios {

  private static final int DEAREST_MILLIS = 10;

  private final Form form;
  private final Traffic traffic;
  private final Until some;

  StoreScenarios(Form form) {
    this.form = form;
    traffic = Traffic.perSecond(form.either(40, 100));
    some = form.either(Until.ended(60), Duration.ofSeconds(30));
  }

  List<Scenario> all() {
    return List.of(store("R29a", Redis.STOPPED), store("R29b", Redis.FROZEN));
  }

  private Scenario store(String id, Redis how) {
    String is = how == Redis.STOPPED ? "is gone" : "takes commands and never answers";
    return new Script(form, id, "Redis, which gateways share, " + is)
        .withRedis()
        .set("bactrian.state.store", "redis")
        .phase(Phase.of("store runs", traffic, some))
        .phase(Phase.of("store out", traffic, some).whileRedis(how))
        .phase(Phase.of("store back", traffic, some))
        .check(
            Checks.NO_ERRORS,
            Checks.every("store", "live", ClientCall::live),
            Checks.staysClosed(EAST),
            Checks.staysClosed(WEST))
        .checkInLongForm(
            Check.atMost(
                "ms by which p99 grows, at most " + DEAREST_MILLIS, DEAREST_MILLIS, this::growth))
        .scenario();
  }

  private long growth(Findings findings) {
    return Figures.percentile(findings.in("store out"), 99)
        - Figures.percentile(findings.in("store runs"), 99);
  }
}
