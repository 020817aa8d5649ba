package io.bactrian.ingress.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.util.function.Consumer;

/** Reads the first bytes of a connection, and hands it to the protocol that they are of. */
final class ProtocolChoice extends Http1xOrH2CHandler {

  private final Consumer<Channel> http1;
  private final Consumer<Channel> http2;

  ProtocolChoice(Consumer<Channel> http1, Consumer<Channel> http2) {
    this.http1 = http1;
    this.http2 = http2;
  }

  @Override
  protected void configure(ChannelHandlerContext ctx, boolean h2c) {
    (h2c ? http2 : http1).accept(ctx.channel());
  }
}
