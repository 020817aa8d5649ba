package io.bactrian.config;

import io.bactrian.queue.QueueRoutes.QueueRoute;
import io.bactrian.queue.QueueSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/** The JMS broker's side of the queues. */
final class JmsParts implements AutoCloseable {

  JmsParts(GatewaySettings settings, Sources sources) {}

  void bind(Main main) {}

  List<QueueRoute> routes() {
    return List.of();
  }

  /** What the broker can tell of the queues, by our names. */
  Map<String, QueueSource> sources() {
    return Map.of();
  }

  @Override
  public void close() {}
}
