package io.bactrian.simulator.server;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/** A loopback port that answers HTTP/1.1 and HTTP/2 without TLS, and can be closed and reopened. */
public final class RegionPort {

  static final String HOST = "127.0.0.1";

  private static final int LONGEST_REQUEST_LINE = 16_384;
  private static final int ACCEPT_BACKLOG = 4096;
  private static final long STREAMS_PER_CONNECTION = 4096;

  private final Vertx vertx;
  private final int instances;
  private final Handler<HttpServerRequest> handler;
  private volatile int port;
  private volatile String deployment;

  /**
   * @param port negative for any free port, which is then kept over closing and reopening; must
   *     differ between the ports of a Vert.x, which takes the same negative number for the same
   *     port
   * @param instances number of event loops that serve the port
   */
  public RegionPort(Vertx vertx, int port, int instances, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.port = port;
    this.instances = instances;
    this.handler = handler;
  }

  int port() {
    return port;
  }

  URI address() {
    return URI.create("http://" + HOST + ":" + port);
  }

  boolean isOpen() {
    return deployment != null;
  }

  /** Fails if the port is taken. */
  Future<Void> open() {
    // One value for all instances: the first to listen changes the field.
    int wanted = port;
    return vertx
        .deployVerticle(() -> new Listener(wanted), new DeploymentOptions().setInstances(instances))
        .onSuccess(id -> deployment = id)
        .mapEmpty();
  }

  /** Closes the port and drops its connections. */
  Future<Void> shut() {
    String open = deployment;
    deployment = null;
    return vertx.undeploy(open);
  }

  /** The server of the port on one event loop. */
  private final class Listener extends AbstractVerticle {

    private final int wanted;

    private Listener(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public void start(Promise<Void> started) {
      var options =
          new HttpServerOptions()
              .setHandle100ContinueAutomatically(true)
              .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
              .setAcceptBacklog(ACCEPT_BACKLOG)
              .setInitialSettings(
                  new Http2Settings().setMaxConcurrentStreams(STREAMS_PER_CONNECTION));
      vertx
          .createHttpServer(options)
          .requestHandler(handler)
          .listen(wanted, HOST)
          .onSuccess(this::opened)
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private void opened(HttpServer server) {
      port = server.actualPort();
    }
  }
}
