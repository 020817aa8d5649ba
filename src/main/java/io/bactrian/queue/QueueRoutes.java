package io.bactrian.queue;

import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** The routes of the queues that the settings name, made from the templates of their brokers. */
public final class QueueRoutes extends RouteBuilder {

  /**
   * One of them.
   *
   * @param id of the route, such as {@code jms-requests}
   * @param template {@code jms-queue} or {@code sqs-queue}
   * @param parameters of the template
   */
  public record QueueRoute(String id, String template, Map<String, String> parameters) {}

  private final List<QueueRoute> routes;

  public QueueRoutes(List<QueueRoute> routes) {
    this.routes = List.copyOf(routes);
  }

  @Override
  public void configure() {
    for (QueueRoute route : routes) {
      var made = templatedRoute(route.template()).routeId(route.id()).prefixId(route.id() + "-");
      route.parameters().forEach(made::parameter);
    }
  }
}
