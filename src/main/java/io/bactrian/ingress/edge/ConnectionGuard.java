package io.bactrian.ingress.edge;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The watch over one connection of the public port, from the moment it is accepted: every
 * connection without one belongs to the management port.
 */
sealed interface ConnectionGuard permits Http1Guard, Http2Guard {

  AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf(ConnectionGuard.class.getName());

  /** The guard of a connection; null if it is not one of the public port. */
  static ConnectionGuard of(HttpConnection connection) {
    return of(((ConnectionBase) connection).channel());
  }

  static ConnectionGuard of(Channel channel) {
    return channel.attr(KEY).get();
  }

  /** Starts watching. */
  void opened();

  void requestBegan(EdgeRequest request);

  void requestEnded(EdgeRequest request);

  /** Takes nothing more of a request that has been answered before it was read. */
  void closeAfterReply(EdgeRequest request);

  /** Closes the connection when what is in progress, if anything, has been answered. */
  void drain();

  /** Closes at once, even where the client does not read what is written. */
  void cut();

  /** Whether the last reply is out: whatever else the client has sent is not to be read. */
  boolean isClosing();
}
