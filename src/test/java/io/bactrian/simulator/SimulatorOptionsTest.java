package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.latency.Latency;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line and the settings. */
@Timeout(30)
class SimulatorOptionsTest {

  @Test
  void default_is_two_regions_and_the_control_port() {
    SimulatorSettings settings = SimulatorOptions.parse();

    assertThat(settings.regions()).isEqualTo(Map.of("us-east-1", 8101, "us-west-2", 8102));
    assertThat(settings.controlPort()).isEqualTo(8100);
  }

  @Test
  void takes_every_option() {
    SimulatorSettings settings =
        SimulatorOptions.parse(
            "--region",
            "eu-west-1:9001",
            "--region",
            "eu-west-2:9002",
            "--control-port",
            "9000",
            "--latency",
            "200ms",
            "--token-pace",
            "20ms",
            "--seed",
            "7",
            "--sentences",
            "12");

    assertThat(settings.regions()).isEqualTo(Map.of("eu-west-1", 9001, "eu-west-2", 9002));
    assertThat(settings.controlPort()).isEqualTo(9000);
    assertThat(settings.timings().otherwise().latency())
        .isEqualTo(Latency.fixed(Duration.ofMillis(200)));
    assertThat(settings.timings().otherwise().tokenPace())
        .isEqualTo(Latency.fixed(Duration.ofMillis(20)));
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.sentences()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "--speed 3, option --speed is unknown; allowed: --region",
    "--region, option --region needs a value",
    "--region us-east-1, option --region needs NAME:PORT",
    "--region us-east-1:x, option --region needs a number",
    "--region us-east-1:70000, regions: port of us-east-1 must be from 1 to 65535",
    "--region a/b:80, regions: 'a/b' must be 1 to 64 letters",
    "--region us-east-1:8100, must all have different ports",
    "--control-port -1, control-port must be from 1 to 65535",
    "--sentences 0, sentences must be from 1 to 10000",
    "--latency soon, option --latency: 'soon' is not a latency"
  })
  void refuses_other_options_naming_what_is_allowed(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatorOptions.parse(line.split(" ")))
        .withMessageContaining(message);
  }

  @Test
  void help_and_bad_options_end_the_command() {
    assertThat(SimulatorCommand.run("--help")).isZero();
    assertThat(SimulatorCommand.run("--nonsense")).isEqualTo(2);
  }

  @Test
  void settings_name_the_key_and_the_range() {
    assertThatIllegalArgumentException()
        .isThrownBy(SimulatorSettings::forRegions)
        .withMessage("regions must name at least one region");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatorSettings.forRegions("r").withEventLoops(0))
        .withMessage("event-loops must be from 1 to 64, not 0");
  }

  @Test
  void prints_how_to_use_it() {
    var out = new ByteArrayOutputStream();
    try (var simulator = BedrockSimulator.start(SimulatorSettings.forRegions("us-east-1"))) {
      SimulatorCommand.print(simulator, new PrintStream(out, true, StandardCharsets.UTF_8));

      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("AWS_ENDPOINT_URL_BEDROCK_RUNTIME=" + simulator.endpoint("us-east-1"))
          .contains(simulator.controlEndpoint().toString());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> simulator.endpoint("mars"))
          .withMessage("region mars is not simulated; simulated: [us-east-1]");
    }
  }

  @Test
  void port_that_is_taken_is_named() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> BedrockSimulator.start(SimulatorSettings.forRegions(Map.of("r", port))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + port + " of region r cannot be opened");
      assertThatThrownBy(
              () -> BedrockSimulator.start(SimulatorSettings.forRegions("r").withControlPort(port)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("control-port " + port + " cannot be opened");
    }
  }
}
