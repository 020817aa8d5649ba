package io.bactrian.ingress.edge;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import java.util.function.IntConsumer;

/** One of the servers that share the port, each on an event loop of its own. */
final class EdgeListener extends AbstractVerticle {

  private final EdgeOptions options;
  private final Connections connections;
  private final Handler<HttpServerRequest> requests;
  private final Handler<HttpServerRequest> invalidRequests;
  private final IntConsumer listening;

  EdgeListener(
      EdgeOptions options,
      Connections connections,
      Handler<HttpServerRequest> requests,
      Handler<HttpServerRequest> invalidRequests,
      IntConsumer listening) {
    this.options = options;
    this.connections = connections;
    this.requests = requests;
    this.invalidRequests = invalidRequests;
    this.listening = listening;
  }

  @Override
  public void start(Promise<Void> started) {
    HttpServer server =
        new EdgeHttpServer((VertxInternal) vertx, options, connections)
            .requestHandler(requests)
            .invalidRequestHandler(invalidRequests);
    server
        .listen()
        .onSuccess(bound -> listening.accept(bound.actualPort()))
        .<Void>mapEmpty()
        .onComplete(started);
  }
}
