package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.fixture.AppConfigServer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of the strategy document and of an AppConfig that comes and goes. */
class StrategySourceTest {

  private static String document(String version) {
    return "{\"version\":\"" + version + "\",\"primary_model\":\"claude-haiku\"}";
  }

  private static double inForce(RunningGateway gateway, String version) {
    return gateway.metrics().sum("gateway_strategy_info", "version=\"" + version + "\"");
  }

  /** The details of the check, which is up whatever the source does. */
  private static Map<String, Object> check(RunningGateway gateway) {
    HealthCheck check =
        gateway.context().getRegistry().lookupByNameAndType("strategyCheck", HealthCheck.class);
    assertThat(check.isReadiness()).isTrue();
    HealthCheck.Result result = check.call();
    assertThat(result.getState()).isEqualTo(State.UP);
    return result.getDetails();
  }

  @Test
  void an_outage_of_appconfig_is_seen_and_the_last_document_stays(@TempDir Path directory)
      throws Exception {
    try (var server = new AppConfigServer();
        LogLines log = LogLines.of("bactrian.state")) {
      server.deploy(document("one"));
      try (RunningGateway gateway =
          RunningGateway.with(
              "bactrian.model-strategy.source",
              "appconfig",
              "bactrian.model-strategy.kept-file",
              directory.resolve("kept").toString(),
              "bactrian.model-strategy.appconfig.poll-interval",
              "1s",
              "bactrian.model-strategy.appconfig.endpoint",
              server.uri().toString())) {
        await().until(() -> inForce(gateway, "one") == 1);
        assertThat(check(gateway))
            .containsEntry("version", "one")
            .containsEntry("source", "answers");

        JsonNode told = gateway.get("/health").body();
        assertThat(told.path("checks").path("strategy").textValue()).isEqualTo("UP");
        assertThat(told.path("details").path("strategy").toString())
            .isEqualTo("{\"source\":\"answers\",\"version\":\"one\"}");

        server.down();
        await()
            .until(
                () -> gateway.metrics().lines().toString().contains("gateway_strategy_reachable"));
        assertThat(gateway.metrics().sum("gateway_strategy_reachable")).isZero();
        assertThat(check(gateway)).containsEntry("version", "one");
        assertThat(check(gateway).get("source")).asString().startsWith("out: ");

        server.deploy(document("two"));
        server.up();
        await().until(() -> inForce(gateway, "two") == 1);
        assertThat(inForce(gateway, "one")).as("a row that is gone").isZero();
        await().until(() -> gateway.metrics().sum("gateway_strategy_reachable") == 1);
      }
      assertThat(log.containing("WARN strategy source=appconfig tells nothing")).hasSize(1);
      assertThat(log.containing("INFO strategy source=appconfig tells again")).hasSize(1);
      assertThat(server.violations()).isEmpty();
    }
  }
}
