package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that starts from the connect helper's file of endpoints. */
@Timeout(60)
class EndpointsFileTest {

  @TempDir private Path folder;

  @Test
  void a_region_that_was_out_before_the_start_is_left_alone_until_its_time() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bedrock_endpoints.conf"),
            """
            [
              {"region": "us-west-2", "next_available_time": %d, "primary": true,
               "region_profile_prefix": "us"},
              {"region": "eu-west-3", "next_available_time": 0, "primary": false,
               "region_profile_prefix": "eu"}
            ]
            """
                .formatted(Instant.now().plus(Duration.ofHours(1)).getEpochSecond()));
    try (var gateway = RunningGateway.with("bactrian.endpoints-file", file.toString())) {
      assertThat(gateway.chatInTurn(4)).allMatch(Reply::isLive);

      assertThat(gateway.received("us-west-2")).isZero();
      assertThat(gateway.received("eu-west-3")).isEqualTo(4);
      assertThat(gateway.board("us-west-2/claude-haiku").path("cooling_seconds").doubleValue())
          .isBetween(3_000.0, 3_600.0);
      assertThat(gateway.post("/circuit-breakers/us-west-2/claude-haiku/reset").status())
          .isEqualTo(200);
      assertThat(gateway.chat("back").servedBy()).isEqualTo("us-west-2/claude-haiku");
    }
  }
}
