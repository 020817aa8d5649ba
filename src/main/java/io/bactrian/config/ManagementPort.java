package io.bactrian.config;

import io.vertx.ext.web.Router;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;

/** Camel's management port, which serves the operators' routes beside health and metrics. */
final class ManagementPort {

  /** Before Camel's own handlers, which would read the body. */
  private static final int FIRST = -1;

  private ManagementPort() {}

  /** Lets the operators' requests of the management port go the way of the public one's. */
  static void serveOperations(CamelContext context, Router routes) {
    ManagementHttpServer server = context.hasService(ManagementHttpServer.class);
    if (server != null && server.getRouter() != null) {
      server
          .getRouter()
          .route()
          .order(FIRST)
          .handler(
              routing -> {
                if (EdgeParts.isOperation(routing.normalizedPath())) {
                  routes.handleContext(routing);
                } else {
                  routing.next();
                }
              });
    }
  }
}
