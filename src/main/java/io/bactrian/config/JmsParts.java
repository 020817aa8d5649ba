package io.bactrian.config;

import io.bactrian.queue.QueueRoutes.QueueRoute;
import java.util.List;
import org.apache.camel.main.Main;

/** The JMS broker's side of the queues. */
final class JmsParts implements AutoCloseable {

  JmsParts(GatewaySettings settings, Sources sources) {}

  void bind(Main main) {}

  List<QueueRoute> routes() {
    return List.of();
  }

  @Override
  public void close() {}
}
