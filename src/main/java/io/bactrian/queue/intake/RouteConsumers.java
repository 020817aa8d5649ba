package io.bactrian.queue.intake;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;

/**
 * The consumers of Camel routes. They are suspended themselves, not their routes: for a route Camel
 * waits until its messages in flight are done, holding the lock of the whole context, and ends them
 * by force when they take too long. The state of a route is so left to operators.
 */
public final class RouteConsumers implements Consumers {

  private final Supplier<CamelContext> context;
  private final List<String> routeIds;

  /** {@code context} is asked only when the routes have been made. */
  public RouteConsumers(Supplier<CamelContext> context, List<String> routeIds) {
    this.context = context;
    this.routeIds = List.copyOf(routeIds);
  }

  @Override
  public boolean routesRun() {
    return routeIds.stream().anyMatch(this::runs);
  }

  @Override
  public boolean take() {
    return consumers(routeIds.stream()).anyMatch(StatefulService::isStarted);
  }

  @Override
  public void suspend() {
    consumers(routeIds.stream())
        .filter(StatefulService::isStarted)
        .forEach(StatefulService::suspend);
  }

  @Override
  public void resume() {
    consumers(routeIds.stream().filter(this::runs))
        .filter(consumer -> !consumer.isStarted())
        .forEach(RouteConsumers::resume);
  }

  @Override
  public void runRoutes() throws Exception {
    for (String id : routeIds) {
      ServiceStatus status = context.get().getRouteController().getRouteStatus(id);
      if (status == ServiceStatus.Suspended) {
        context.get().getRouteController().resumeRoute(id);
      } else if (status == ServiceStatus.Stopped) {
        context.get().getRouteController().startRoute(id);
      }
    }
  }

  @Override
  public long inFlight() {
    return routeIds.stream().mapToLong(context.get().getInflightRepository()::size).sum();
  }

  private boolean runs(String id) {
    return context.get().getRouteController().getRouteStatus(id) == ServiceStatus.Started;
  }

  private Stream<StatefulService> consumers(Stream<String> ids) {
    return ids.map(id -> context.get().getRoute(id))
        .map(RouteConsumers::consumer)
        .filter(StatefulService.class::isInstance)
        .map(StatefulService.class::cast);
  }

  /** One that failed to be suspended can only be started. */
  private static void resume(StatefulService consumer) {
    if (consumer.isSuspended()) {
      consumer.resume();
    } else {
      consumer.start();
    }
  }

  private static Consumer consumer(Route route) {
    return route == null ? null : route.getConsumer();
  }
}
