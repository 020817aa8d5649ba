package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.Registry;

/**
 * Lets Camel's {@code platform-http} consumers attach to the edge instead of a server of Camel's.
 *
 * <p>Camel finds the router by a bean name made from the port, and the port from the only server
 * configuration in the registry; its management server keeps a router of its own.
 */
public final class PlatformHttpBinding {

  private PlatformHttpBinding() {}

  /**
   * @param port the port that {@link EdgeServer#start()} returned
   */
  public static void bind(Registry registry, Vertx vertx, Router router, int port) {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindPort(port);
    String name = VertxPlatformHttpRouter.getRouterNameFromPort(port);
    registry.bind("bactrian-vertx", Vertx.class, vertx);
    registry.bind(
        "bactrian-http-server", VertxPlatformHttpServerConfiguration.class, configuration);
    registry.bind(name, VertxPlatformHttpRouter.class, new EdgePlatformRouter(vertx, router, name));
  }

  /**
   * Makes the filter to name in {@code platform-http:...?headerFilterStrategy=#...}: a header
   * crosses in either direction only if it is listed, whatever its case.
   *
   * @param in request headers that become message headers
   * @param out message headers that become reply headers; should not share names with {@code in},
   *     or the client's own header comes back
   */
  public static HeaderFilterStrategy headerFilter(Collection<String> in, Collection<String> out) {
    return new AllowListed(in, out);
  }

  private static final class EdgePlatformRouter extends VertxPlatformHttpRouter {

    EdgePlatformRouter(Vertx vertx, Router router, String name) {
      super(null, vertx, router, name, SERVER_TYPE_SERVER);
    }

    /** The edge has read the body; here a consumer's route is known to have matched. */
    @Override
    public Handler<RoutingContext> bodyHandler() {
      return routing -> {
        EdgeRequest.of(routing).matched(routing.currentRoute());
        routing.next();
      };
    }
  }

  private static final class AllowListed implements HeaderFilterStrategy {

    private final Set<String> in = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> out = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    AllowListed(Collection<String> in, Collection<String> out) {
      this.in.addAll(in);
      this.out.addAll(out);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
      return !in.contains(name);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
      return !out.contains(name);
    }
  }
}
