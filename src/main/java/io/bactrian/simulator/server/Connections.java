package io.bactrian.simulator.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends connections in the ways that broken networks do. */
final class Connections {

  private static final long INTERNAL_ERROR = 2;

  private Connections() {}

  /** RST; over HTTP/2 RST_STREAM, so that other calls of the connection go on. */
  static void reset(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(INTERNAL_ERROR);
      return;
    }
    Channel channel = ((ConnectionBase) request.connection()).channel();
    // A close with unsent time zero is what makes the kernel send RST and not FIN.
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  /** FIN in the middle of a reply; over HTTP/2 END_STREAM, which clients see the same way. */
  static void cut(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().end();
      return;
    }
    ((ConnectionBase) request.connection()).channel().close();
  }
}
