package io.bactrian.ingress.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/** How a connection is ended: behind its last reply, or at once. */
final class ConnectionEnd {

  /** How long a refused client may go on sending before its unread bytes turn into a reset. */
  static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Channel channel;
  private volatile boolean begun;

  ConnectionEnd(Channel channel) {
    this.channel = channel;
  }

  boolean hasBegun() {
    return begun;
  }

  /**
   * Ends the connection behind what has been written. The client may be in the middle of sending: a
   * plain close would answer its next bytes with a reset, which can destroy the reply on its way.
   */
  void afterReply() {
    begun = true;
    channel.eventLoop().execute(this::endBehindOutput);
  }

  private void endBehindOutput() {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                channel.eventLoop().schedule(this::atOnce, LINGER_NANOS, TimeUnit.NANOSECONDS);
              } else {
                atOnce();
              }
            });
  }

  /**
   * Closes at once. The close starts at the head of the pipeline, because Vert.x would first wait
   * for the client to read what is written, and that may be the very thing it does not do.
   */
  void atOnce() {
    begun = true;
    ChannelHandlerContext head = channel.pipeline().firstContext();
    if (head != null) {
      head.close();
    }
  }
}
