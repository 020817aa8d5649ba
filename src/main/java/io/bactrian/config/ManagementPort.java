package io.bactrian.config;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.spi.PropertiesComponent;

/** Camel's management port, which serves the operators' routes beside health and metrics. */
final class ManagementPort {

  /** Before Camel's own handlers, which would read the body. */
  private static final int FIRST = -1;

  private ManagementPort() {}

  /**
   * Refuses a start without its management port: Camel would only log that it is taken, and run on
   * without health and metrics.
   *
   * @throws IllegalStateException naming the port
   */
  static void requireFree(CamelContext context) {
    PropertiesComponent settings = context.getPropertiesComponent();
    String host = settings.resolveProperty("camel.management.host").orElse("0.0.0.0");
    int port = Integer.parseInt(settings.resolveProperty("camel.management.port").orElse("0"));
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException taken) {
      throw new IllegalStateException(
          "cannot listen on camel.management.port " + host + ":" + port, taken);
    }
  }

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
