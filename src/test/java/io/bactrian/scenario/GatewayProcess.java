package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.target;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.simulator.BedrockSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A gateway in a process and a directory of its own, which asks a simulator that outlives it. It
 * can be killed, and started again at the same port.
 */
final class GatewayProcess implements AutoCloseable {

  private final Path directory;
  private final int port = FreePorts.next();
  private final Map<String, String> settings = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Process process;

  private GatewayProcess(Path directory) {
    this.directory = directory;
  }

  /** Starts a gateway before that simulator; {@code settings} are keys and values in turn. */
  static GatewayProcess start(Path directory, BedrockSimulator simulator, String... settings)
      throws IOException {
    var gateway = new GatewayProcess(directory);
    gateway.settings.put("bactrian.http.host", "127.0.0.1");
    gateway.settings.put("bactrian.http.port", Integer.toString(gateway.port));
    gateway.settings.put("camel.management.port", Integer.toString(FreePorts.next()));
    gateway.settings.put("bactrian.simulator.first-port", "0");
    gateway.settings.put("bactrian.simulator.control-port", "0");
    gateway.settings.put("bactrian.shutdown.grace", "0ms");
    simulator
        .endpoints()
        .forEach(
            (region, uri) ->
                gateway.settings.put("bactrian.region." + region + ".endpoint", uri.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      gateway.settings.put(settings[i], settings[i + 1]);
    }
    gateway.start();
    return gateway;
  }

  /** Starts it again, where it was. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", classPath(), "io.bactrian.Bactrian"));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", "any");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    await("start of " + this).atMost(PATIENCE.multipliedBy(2)).until(this::isReady);
  }

  /** As {@code kill -9} does: nothing is finished, nothing is written. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  Reply chat(String content) {
    return send(
        request("/chat")
            .header("content-type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    JsonNodeFactory.instance.objectNode().put("content", content).toString())));
  }

  /** The breaker of the region's one target, as {@code GET /circuit-breakers} shows it. */
  JsonNode breakerOf(String region) {
    Reply board = send(request("/circuit-breakers").GET());
    return board.body().path("circuit_breakers").path(target(region));
  }

  MetricsPage metrics() {
    return MetricsPage.of(send(request("/metrics").GET()).text());
  }

  /** Waits until what is known now is in the store. */
  void awaitWritten(double atLeast) {
    await("writes").atMost(PATIENCE).until(() -> writes() >= atLeast);
  }

  double writes() {
    return metrics().sum("gateway_state_writes_total");
  }

  /** The time of all processors together that the process has used since it was started. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** All that it has printed, also before it was started again. */
  List<String> printed() throws IOException {
    return Files.readAllLines(log());
  }

  private Path log() {
    return directory.resolve("gateway-" + port + ".log");
  }

  private boolean isReady() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("ended: " + Files.readString(log()));
    }
    try {
      return send(request("/health").GET()).status() == 200;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      return Reply.of(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException unreachable) {
      throw new IllegalStateException(unreachable);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static String classPath() {
    String separator = System.getProperty("path.separator");
    List<String> absolute = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(separator)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(separator, absolute);
  }

  @Override
  public String toString() {
    return "gateway on port " + port + " in " + directory;
  }

  @Override
  public void close() {
    kill();
    client.shutdownNow();
  }
}
