package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/**
 * Cuts the query string off where no route reads one: Camel makes each parameter a message header.
 *
 * <p>It must be the first handler, because rerouting starts the handlers anew.
 */
final class QueryStrings implements Handler<RoutingContext> {

  private final Predicate<String> allowed;

  QueryStrings(Predicate<String> allowed) {
    this.allowed = allowed;
  }

  @Override
  public void handle(RoutingContext routing) {
    String uri = routing.request().uri();
    if (uri.indexOf('?') < 0 || allowed.test(EdgePath.of(routing))) {
      routing.next();
    } else {
      routing.reroute(routing.request().method(), routing.request().path());
    }
  }
}
