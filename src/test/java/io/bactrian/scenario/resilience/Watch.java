package io.bactrian.scenario.resilience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.scenario.MetricsPage;
import io.bactrian.simulator.calls.CallCount;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a gateway many times a second the way operators do, and at Bedrock the way AWS does. */
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("watch").factory());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
  private final Site site;
  private volatile Sample latest;

  Watch(Site site) {
    this.site = site;
  }

  /** Whether the gateway is ready to be looked at. */
  boolean ready() {
    try {
      return send("GET", "/circuit-breakers").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  void begin(long everyMillis) throws IOException {
    look();
    clock.scheduleWithFixedDelay(this::glance, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  /** An error would end the looks for good; the phase that waits for them tells of it better. */
  private void glance() {
    try {
      look();
    } catch (IOException | RuntimeException blind) {
      if (!clock.isShutdown()) {
        LOG.warn("the gateway cannot be watched: {}", blind.toString());
      }
    }
  }

  /** Takes and keeps a sample. */
  synchronized Sample look() throws IOException {
    JsonNode board = JSON.readTree(send("GET", "/circuit-breakers").body());
    Map<String, Sample.Target> regions = new HashMap<>();
    for (String region : List.of(Findings.EAST, Findings.WEST)) {
      JsonNode target = board.path("circuit_breakers").path(region + "/" + Traffic.MODEL);
      regions.put(region, target(target, region));
    }
    Sample sample = new Sample(System.nanoTime(), regions);
    samples.add(sample);
    latest = sample;
    return sample;
  }

  private Sample.Target target(JsonNode board, String region) {
    // Ids of models at Bedrock hold their aliases; other models are no business of this target.
    List<CallCount> calls =
        site.simulator().calls().counts().getOrDefault(region, Map.of()).entrySet().stream()
            .filter(model -> model.getKey().contains(Traffic.MODEL))
            .map(Map.Entry::getValue)
            .toList();
    return new Sample.Target(
        State.valueOf(board.path("state").asText().toUpperCase(Locale.ROOT)),
        board.path("cooling_reason").isTextual(),
        board.path("in_flight").intValue(),
        calls.stream().mapToLong(CallCount::received).sum(),
        calls.stream().mapToLong(CallCount::answered).sum());
  }

  Sample latest() {
    return latest;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  MetricsPage metrics() throws IOException {
    return MetricsPage.of(send("GET", "/metrics").body());
  }

  /** What an operator does to the breaker of a region. */
  void operate(String region, String operation) throws IOException {
    String path = "/circuit-breakers/" + region + "/" + Traffic.MODEL + "/" + operation;
    HttpResponse<String> response = send("POST", path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
  }

  private HttpResponse<String> send(String method, String path) throws IOException {
    URI uri = site.gateway().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    try {
      return client.send(
          request.method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
