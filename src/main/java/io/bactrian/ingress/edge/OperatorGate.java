package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/**
 * Keeps operations that change state off the public port, unless they are opened to it. It decides
 * on the path that routing uses, so that no spelling of it slips through.
 */
final class OperatorGate implements Handler<RoutingContext> {

  private static final int FORBIDDEN = 403;

  private final Predicate<String> operations;
  private final boolean openToPublic;

  OperatorGate(Predicate<String> operations, boolean openToPublic) {
    this.operations = operations;
    this.openToPublic = openToPublic;
  }

  @Override
  public void handle(RoutingContext routing) {
    EdgeRequest request = EdgeRequest.of(routing);
    if (openToPublic || request.isFromManagement() || isHarmless(routing, request.path())) {
      routing.next();
    } else {
      routing.fail(FORBIDDEN, new Refusal("This operation answers on the management port only."));
    }
  }

  private boolean isHarmless(RoutingContext routing, String path) {
    HttpMethod method = routing.request().method();
    boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
    return reads || !operations.test(path);
  }
}
