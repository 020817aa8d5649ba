package io.bactrian.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.queue.QueueRoutes.QueueRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queue a route is paused with. */
class QueueRouteTest {

  private static final List<String> NAMES = List.of("requests", "requests-slow", "orders");

  @ParameterizedTest
  @CsvSource({
    "jms-requests, requests",
    "jms-requests-again, requests",
    "jms-requests-slow, requests-slow",
    "jms-requests-slow-again, requests-slow",
    "jms-retry, retry"
  })
  void it_is_the_one_that_its_id_is_made_of(String id, String queue) {
    var route = new QueueRoute(id, "jms-queue", Map.of("consumers", "4"));
    assertThat(route.transport()).isEqualTo("jms");
    assertThat(route.queue(NAMES)).isEqualTo(queue);
    assertThat(route.consumers()).isEqualTo(4);
  }
}
