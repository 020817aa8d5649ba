package io.bactrian.ingress.edge;

import io.netty.channel.Channel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnectionHandler;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.http.impl.HttpServerWorker;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;

/**
 * Vert.x's server, with the choice between HTTP/1.1 and HTTP/2 made by us.
 *
 * <p>Vert.x's own choice tells nobody of a connection before the first request is read: until then
 * it would escape the limit of connections and the header timeout, and its first head the strict
 * decoder. So there are two of Vert.x's workers, neither of which chooses, behind a choice on
 * connections that are watched from the start.
 */
final class EdgeHttpServer extends HttpServerImpl {

  private final EdgeOptions options;
  private final Connections connections;

  EdgeHttpServer(VertxInternal vertx, EdgeOptions options, Connections connections) {
    super(vertx, options.http1());
    this.options = options;
    this.connections = connections;
    connectionHandler(connections);
    // Broken connections are the clients' business; their requests report themselves.
    exceptionHandler(broken -> {});
  }

  @Override
  protected BiConsumer<Channel, SslChannelProvider> childHandler(
      ContextInternal context, SocketAddress address, GlobalTrafficShapingHandler shaping) {
    BiConsumer<Channel, SslChannelProvider> http1 = super.childHandler(context, address, shaping);
    BiConsumer<Channel, SslChannelProvider> http2 = http2(context, address);
    return (accepted, tls) -> {
      if (connections.accept(accepted)) {
        accepted
            .pipeline()
            .addLast(
                new ProtocolChoice(
                    channel -> http1.accept(channel, tls), channel -> http2.accept(channel, tls)));
      }
    };
  }

  private HttpServerWorker http2(ContextInternal context, SocketAddress address) {
    Handler<HttpServerRequest> requests = requestHandler();
    Handler<HttpConnection> opened = connections;
    Handler<Throwable> broken = failure -> {};
    return new HttpServerWorker(
        context,
        context::duplicate,
        this,
        vertx,
        options.http2(),
        "http://" + address,
        new HttpServerConnectionHandler(this, requests, null, null, null, opened, broken),
        broken,
        null);
  }
}
