package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.DynamoDbLocal;
import io.bactrian.fixture.RedisProcess;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed knows, when it is started again, which targets are out. */
@Timeout(240)
@ExtendWith(DynamoDbLocal.Once.class)
class KillTest {

  private static final int CALLS = 30;

  @TempDir Path directory;
  private final BedrockSimulator simulator =
      BedrockSimulator.start(SimulatorSettings.forRegions(EAST, WEST));

  @AfterEach
  void stop() {
    simulator.close();
  }

  private GatewayProcess start(String... settings) throws Exception {
    String[] all = new String[settings.length + 2];
    all[0] = "bactrian.breaker.open-duration";
    all[1] = "10m";
    System.arraycopy(settings, 0, all, 2, settings.length);
    return GatewayProcess.start(directory, simulator, all);
  }

  /** Opens the breaker of a region, and puts the region in order again. */
  private void open(GatewayProcess gateway, String region) {
    double written = gateway.writes();
    simulator.faults().set(Fault.exception(FaultKind.INTERNAL).in(region));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(gateway.chat("open it").isLive()).isTrue();
              return gateway.breakerOf(region).path("state").asText().equals("open");
            });
    gateway.awaitWritten(written + 1);
    simulator.faults().clear();
  }

  private void assertSurvivesKill(String... settings) throws Exception {
    try (var gateway = start(settings)) {
      open(gateway, EAST);
      double left = gateway.breakerOf(EAST).path("next_probe_seconds").asDouble();
      long before = simulator.calls().calls(EAST);

      gateway.kill();
      gateway.start();

      for (int i = 0; i < CALLS; i++) {
        Reply reply = gateway.chat("question " + i);
        assertThat(reply.isLive()).as(reply.toString()).isTrue();
        assertThat(reply.servedBy()).isEqualTo(target(WEST));
      }
      assertThat(simulator.calls().calls(EAST)).isEqualTo(before);
      assertThat(gateway.breakerOf(EAST).path("state").asText()).isEqualTo("open");
      assertThat(gateway.breakerOf(EAST).path("next_probe_seconds").asDouble())
          .isPositive()
          .isLessThan(left);
    }
  }

  @Test
  void with_the_file_no_call_reaches_a_target_that_was_open() throws Exception {
    assertSurvivesKill();
    assertThat(directory.resolve("bactrian-state.json")).exists();
  }

  @Test
  void with_redis_no_call_reaches_a_target_that_was_open() throws Exception {
    try (var redis = RedisProcess.start()) {
      assertSurvivesKill(
          "bactrian.state.store", "redis",
          "bactrian.redis.uri", redis.uri(),
          "bactrian.redis.timeout", "1s");
    }
  }

  @Test
  void with_dynamodb_no_call_reaches_a_target_that_was_open(DynamoDbLocal dynamoDb)
      throws Exception {
    assertSurvivesKill(
        "bactrian.state.store",
        "dynamodb",
        "bactrian.state.dynamodb.endpoint",
        dynamoDb.endpoint().toString());
  }
}
