package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses requests whose framing two servers could read differently, and removes the headers that
 * would steer Camel or pass for ours.
 */
final class ClientHeaders implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext routing) {
    MultiMap headers = routing.request().headers();
    HeaderScan scan = new HeaderScan();
    headers.forEach(scan);
    for (String name : scan.forbidden()) {
      headers.remove(name);
    }
    String fault = scan.fault(routing.request().version() == HttpVersion.HTTP_1_0);
    if (fault == null) {
      routing.next();
    } else {
      routing.fail(EdgeFault.BAD_REQUEST.status(), new Refusal(fault));
    }
  }
}
