package io.bactrian.queue;

import java.util.Comparator;
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
  public record QueueRoute(String id, String template, Map<String, String> parameters) {

    private static final String SUFFIX = "-queue";

    /** {@code jms} or {@code sqs}. */
    public String transport() {
      return template.substring(0, template.length() - SUFFIX.length());
    }

    /**
     * The queue that it is paused with, among queues of these names: the one that its id is made
     * of, with or without more behind it, else one of its own, as for what comes again later.
     */
    public String queue(List<String> names) {
      return names.stream()
          .filter(this::mayBeOf)
          .max(Comparator.comparingInt(String::length))
          .orElseGet(() -> id.substring(transport().length() + 1));
    }

    private boolean mayBeOf(String queue) {
      return (id + "-").startsWith(transport() + "-" + queue + "-");
    }

    /** How many messages it works on at once. */
    public int consumers() {
      return Integer.parseInt(parameters.getOrDefault("consumers", "1"));
    }
  }

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
