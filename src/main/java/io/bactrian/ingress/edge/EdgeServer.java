package io.bactrian.ingress.edge;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The public HTTP server of the gateway. It speaks HTTP/1.1 and 1.0, and HTTP/2 without TLS to
 * clients that begin with it.
 */
public final class EdgeServer {

  private final Vertx vertx;
  private final int listeners;
  private final EdgeOptions options;
  private final Connections connections;
  private final Admission admission;
  private final Router router;
  private final InvalidRequests invalidRequests;
  private final AtomicInteger port = new AtomicInteger();
  private String deployment;

  /**
   * @param requestEnds is told of the end of every request, on any thread, and must not block
   * @param listeners how many event loops serve connections
   */
  public EdgeServer(
      Vertx vertx,
      EdgeSettings settings,
      EdgePaths paths,
      EdgeSources sources,
      Consumer<EdgeRequestEnd> requestEnds,
      int listeners) {
    this.vertx = vertx;
    this.listeners = listeners;
    this.options =
        EdgeOptions.of(settings, settings.port() == 0 ? sharedEphemeralPort() : settings.port());
    this.connections = new Connections(settings, options.http1(), sources.nanoTime());
    this.admission =
        new Admission(settings.maxInFlight(), settings.maxWaiting(), settings.batchShare());
    RequestIdentity identity = new RequestIdentity(sources, requestEnds);
    ErrorReplies replies = new ErrorReplies(identity);
    this.invalidRequests = new InvalidRequests(identity, replies);
    this.router = Router.router(vertx);
    router
        .route()
        .handler(new QueryStrings(paths.queryAllowed()))
        .handler(identity)
        .handler(new ClientHeaders())
        .handler(new OperatorGate(paths.operations(), paths.operationsPublic()))
        .handler(new MediaTypes(paths))
        .handler(new Bodies(settings.maxBodyBytes(), settings.bodyTimeout()))
        .handler(new AdmissionGate(admission, paths.guarded(), settings.maxWait()));
    replies.install(router);
  }

  /**
   * Vert.x lets servers share an ephemeral port under a negative number, which names the group:
   * with port 0 each listener would get a port of its own.
   */
  private int sharedEphemeralPort() {
    return -1 - (System.identityHashCode(this) & 0x3fff_ffff);
  }

  /** The router behind the edge: what is added to it sees only requests that passed. */
  public Router router() {
    return router;
  }

  public Admission admission() {
    return admission;
  }

  public int connections() {
    return connections.open();
  }

  public long refusedConnections() {
    return connections.refused();
  }

  /** Listens, and returns the port, which differs from the configured one if that is 0. */
  public int start() throws InterruptedException {
    CompletableFuture<String> deployed =
        vertx
            .deployVerticle(
                () ->
                    new EdgeListener(
                        options,
                        connections,
                        Connections.whileOpen(router),
                        Connections.whileOpen(invalidRequests),
                        port::set),
                new DeploymentOptions().setInstances(listeners))
            .toCompletionStage()
            .toCompletableFuture();
    try {
      deployment = deployed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot listen on " + options, e.getCause());
    }
    return port.get();
  }

  /**
   * Refuses new connections, waits for the requests in progress, then closes what is left.
   *
   * @param grace how long requests in progress may take
   */
  public void stop(Duration grace) throws InterruptedException {
    if (deployment == null) {
      return;
    }
    try {
      connections.drain().get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException late) {
      connections.cut();
    }
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    deployment = null;
  }
}
