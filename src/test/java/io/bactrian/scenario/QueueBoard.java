package io.bactrian.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** The queues as {@code GET /queues} of a gateway shows them. */
record QueueBoard(RunningGateway gateway) {

  private static final Duration LOOK = Duration.ofMillis(20);

  JsonNode queue(String name) {
    return gateway.get("/queues").body().path("queues").path(name);
  }

  void awaitState(String name, String state) {
    await(name + " " + state)
        .atMost(RunningGateway.PATIENCE)
        .pollInterval(LOOK)
        .until(() -> queue(name).path("state").asText().equals(state));
  }
}
