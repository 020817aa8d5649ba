package io.bactrian.simulator.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a closed port from being taken by others.
 *
 * <p>A socket that is bound but does not listen refuses connections as a closed port does; without
 * it, the system could give the port to an outgoing connection and it could not be reopened.
 */
final class PortHold implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 5000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Socket socket;

  private PortHold(Socket socket) {
    this.socket = socket;
  }

  /**
   * Waits until the listening socket is gone: it outlives the server that was closed until its
   * event loop next looks at its sockets, and would still accept connections.
   */
  static PortHold take(int port) {
    for (int attempt = 1; ; attempt++) {
      try {
        return new PortHold(bound(port));
      } catch (IOException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw new UncheckedIOException("port " + port + " does not close", e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static Socket bound(int port) throws IOException {
    var socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(RegionPort.HOST, port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
