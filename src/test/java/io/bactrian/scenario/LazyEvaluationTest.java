package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that serves does not pay for the evaluation of models. */
@Timeout(120)
class LazyEvaluationTest {

  private static final List<String> OF_EVALUATIONS =
      List.of(
          "io.bactrian.evaluation.",
          "io.bactrian.config.Evaluat",
          "picocli.",
          "ai.onnxruntime.",
          "ai.djl.",
          "dev.langchain4j.",
          "org.knowm.xchart.",
          "java.awt.");

  /** Live answers have prices too. */
  private static final Pattern PRICES =
      Pattern.compile(" io\\.bactrian\\.evaluation\\.score\\.(Invalid)?Price\\w+");

  @Test
  void a_gateway_loads_no_class_of_it_but_the_prices(@TempDir Path directory) throws Exception {
    Path classes = directory.resolve("classes");
    int port = FreePorts.next();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + classes);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dbactrian.http.port=" + port);
    command.add("-Dcamel.management.port=" + FreePorts.next());
    command.add("-Dbactrian.simulator.first-port=0");
    command.add("-Dbactrian.simulator.control-port=0");
    command.add("-Dbactrian.state.store=off");
    command.add("-Dbactrian.shutdown.grace=0ms");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.bactrian.Bactrian"));
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var call =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat"))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString("{\"content\": \"Is anybody there?\"}"))
              .build();
      await()
          .atMost(RunningGateway.PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> client.send(call, BodyHandlers.discarding()).statusCode() == 200);
    } finally {
      process.destroy();
      process.onExit().orTimeout(RunningGateway.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    List<String> loaded = Files.readAllLines(classes);
    assertThat(loaded).anyMatch(line -> line.contains(" io.bactrian.config.Gateway "));
    assertThat(loaded)
        .filteredOn(line -> !PRICES.matcher(line).find())
        .filteredOn(line -> OF_EVALUATIONS.stream().anyMatch(name -> line.contains(" " + name)))
        .isEmpty();
  }
}
