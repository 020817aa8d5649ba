package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/**
 * Cuts the query string off where no route reads one: Camel makes each parameter a message header.
 * The one parameter that any endpoint for calls knows is told as the header that means the same.
 *
 * <p>It must be the first handler, because rerouting starts the handlers anew.
 */
final class QueryStrings implements Handler<RoutingContext> {

  private static final String EXPLAIN = "explain";
  private static final String UNREADABLE = "unreadable";

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
      String explain = routing.request().getParam(EXPLAIN);
      if (explain != null) {
        routing.request().headers().set(EdgeHeaders.EXPLAIN, plain(explain));
      }
      routing.reroute(routing.request().method(), routing.request().path());
    }
  }

  /** A parameter may hold what no header may. */
  private static String plain(String value) {
    return value.chars().allMatch(c -> c > ' ' && c < 127) ? value : UNREADABLE;
  }
}
