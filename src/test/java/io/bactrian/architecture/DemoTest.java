package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that users are told to run, against the running gateway. */
@ExtendWith(DocumentedGateway.Once.class)
final class DemoTest {

  private static final Path README = Path.of("README.md");
  private static final long LONGEST_RECOVERY_SECONDS = 60;

  private final DocumentedGateway gateway;

  DemoTest(DocumentedGateway gateway) {
    this.gateway = gateway;
  }

  @AfterEach
  void close_every_breaker() throws IOException, InterruptedException {
    for (String name : List.of("us-east-1/claude-haiku", "us-west-2/claude-haiku", "bedrock")) {
      gateway.send("POST", "/circuit-breakers/" + name + "/reset", null, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"circuit.sh", "balancer.sh", "recovery.sh", "failures.sh", "status.sh 2"})
  void a_demo_sees_what_it_says(String command) throws IOException, InterruptedException {
    assertThat(run("demo/" + command)).doesNotContain("FAILED").isNotBlank();
  }

  @Test
  void the_readme_has_a_region_killed_and_back() throws IOException, InterruptedException {
    List<String> curls =
        Markdown.read(README).commands("## See it survive a region", "curl ").stream()
            .map(this::withPorts)
            .toList();
    assertThat(curls).hasSize(4);
    String ask = curls.get(0);
    String look = curls.get(2);
    assertThat(run(ask)).contains("HTTP/1.1 200", "[simulated");

    assertThat(run(curls.get(1))).contains("\"kind\":\"connection-refused\"");
    for (int call = 0; call < 6; call++) {
      assertThat(run(ask)).contains("HTTP/1.1 200");
    }
    assertThat(run(look)).containsAnyOf("\"state\":\"open\"", "\"state\":\"half_open\"");

    run(curls.get(3));
    await()
        .atMost(Duration.ofSeconds(LONGEST_RECOVERY_SECONDS))
        .until(
            () -> {
              run(ask);
              return run(look).split("\"state\":\"closed\"", -1).length - 1 == 3;
            });
  }

  @Test
  void the_operators_commands_work() throws IOException, InterruptedException {
    List<String> curls =
        Markdown.read(Path.of("docs/operations.md")).commands("## By hand", "curl ");
    assertThat(curls).isNotEmpty();
    for (String curl : curls) {
      assertThat(run(withPorts(curl))).contains("\"state\":");
    }
  }

  private String withPorts(String command) {
    return command
        .replace("localhost:8000", gateway.base().getAuthority())
        .replace("localhost:8100", gateway.control().getAuthority());
  }

  /** Runs a command line, which must succeed, and returns what it printed. */
  private String run(String command) throws IOException, InterruptedException {
    return Program.of("bash", "-c", command)
        .with("BASE", gateway.base().toString())
        .with("CONTROL", gateway.control().toString())
        .run();
  }
}
