package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import io.bactrian.fixture.Program;
import io.bactrian.scenario.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a JMS client, run as it stands but for the port of the broker. */
class JmsExampleTest {

  private static final Path PAGE = Path.of("docs", "jms.md");

  @TempDir Path work;

  @Test
  void it_prints_an_answer() throws Exception {
    String port = Integer.toString(FreePorts.next());
    Gateway gateway =
        LocalGateway.start(
            Map.of(
                "bactrian.jms.queues",
                "requests",
                "bactrian.jms.embedded.port",
                port,
                "bactrian.jms.embedded.directory",
                work.resolve("broker").toString(),
                "camel.management.port",
                Integer.toString(FreePorts.next())));
    try {
      assertThat(ask(port)).contains("What is a camel?");
    } finally {
      gateway.close();
    }
  }

  @Test
  void the_readme_shows_a_part_of_it() throws Exception {
    List<String> shown =
        Markdown.read(Path.of("README.md")).snippets("Put it on a queue", "java").getFirst();
    assertThat(example().stripped()).containsSequence(shown);
  }

  private static Markdown.Code example() throws Exception {
    return Markdown.read(PAGE).code().stream()
        .filter(code -> code.language().equals("java"))
        .findFirst()
        .orElseThrow();
  }

  private String ask(String port) throws Exception {
    Path file = work.resolve("Ask.java");
    Files.writeString(file, example().text().replace("61616", port));
    return Program.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--class-path",
            System.getProperty("java.class.path"),
            file.toString())
        .run();
  }
}
