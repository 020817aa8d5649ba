package io.bactrian.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyReachable;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import io.bactrian.event.GatewayEvent.StrategyUnreachable;
import io.bactrian.fixture.CapturedLog;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** What is counted and written of the strategy document. */
class StrategyMetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EventMeters meters = new EventMeters(registry);

  private List<String> page() {
    return registry.scrape().lines().filter(line -> line.startsWith("gateway_strategy")).toList();
  }

  @Test
  void one_row_names_the_document_in_force() {
    meters.record(new StrategyChanged("one", "kept"));
    meters.record(new StrategyChanged("two", "appconfig"));
    meters.record(new StrategyRefused("appconfig", "no"));
    assertThat(page())
        .containsExactlyInAnyOrder(
            "gateway_strategy_changes_total{result=\"in-force\"} 2.0",
            "gateway_strategy_changes_total{result=\"refused\"} 1.0",
            "gateway_strategy_info{source=\"appconfig\",version=\"two\"} 1");
  }

  @Test
  void a_source_is_reachable_or_not() {
    meters.record(new StrategyUnreachable("appconfig", "why"));
    assertThat(page()).containsExactly("gateway_strategy_reachable{source=\"appconfig\"} 0.0");
    meters.record(new StrategyReachable("appconfig"));
    assertThat(page()).containsExactly("gateway_strategy_reachable{source=\"appconfig\"} 1.0");
  }

  @Test
  void the_log_tells_each_change_and_warns_of_what_a_person_should_see() {
    try (CapturedLog log = CapturedLog.of("bactrian.state")) {
      new EventLog()
          .writeAll(
              List.<GatewayEvent>of(
                  new StrategyChanged("one", "file"),
                  new StrategyRefused("file", "line 1: no"),
                  new StrategyUnreachable("file", "gone"),
                  new StrategyReachable("file")));
      assertThat(log.lines())
          .containsExactly(
              "strategy version=one source=file in force",
              "strategy source=file refused: line 1: no",
              "strategy source=file tells nothing, what is in force stays: gone",
              "strategy source=file tells again");
      assertThat(log.levels()).containsExactly(Level.INFO, Level.WARN, Level.WARN, Level.INFO);
    }
  }
}
