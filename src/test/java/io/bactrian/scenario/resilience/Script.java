package io.bactrian.scenario.resilience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a scenario for one form, on settings that all scenarios share. */
final class Script {

  private final Form form;
  private final String id;
  private final String title;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private boolean redis;
  private final List<Phase> phases = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>(Checks.ALWAYS);

  Script(Form form, String id, String title) {
    this.form = form;
    this.id = id;
    this.title = title;
    set("bactrian.admin.public", "true");
    set("bactrian.http.health-and-metrics", "true");
    set("bactrian.state.store", "off");
    set("bactrian.simulator.latency", form.either("0ms", "50ms"));
    set("bactrian.simulator.token-pace", form.either("2ms", "20ms"));
    if (form == Form.SHORT) {
      set("bactrian.breaker.open-duration", "500ms");
    }
  }

  Script set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Breakers that never judge, where each call is to meet the fault. */
  Script withoutBreakers() {
    return set("bactrian.breaker.window-size", "10000")
        .set("bactrian.breaker.minimum-calls", "10000");
  }

  Script withRedis() {
    redis = true;
    return this;
  }

  Script phase(Phase phase) {
    phases.add(phase);
    return this;
  }

  Script check(Check... more) {
    checks.addAll(Arrays.asList(more));
    return this;
  }

  /** What is measured in time, and so not among the tests. */
  Script checkInLongForm(Check... more) {
    return form == Form.LONG ? check(more) : this;
  }

  Scenario scenario() {
    return new Scenario(id, title, settings, redis, phases, checks);
  }
}
