package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import io.bactrian.fixture.Program;
import io.bactrian.scenario.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private String ask(String port) throws Exception {
    Markdown.Code example =
        Markdown.read(PAGE).code().stream()
            .filter(code -> code.language().equals("java"))
            .findFirst()
            .orElseThrow();
    Path file = work.resolve("Ask.java");
    Files.writeString(file, example.text().replace("61616", port));
    return Program.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--class-path",
            System.getProperty("java.class.path"),
            file.toString())
        .run();
  }
}
