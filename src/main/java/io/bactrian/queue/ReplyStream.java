package io.bactrian.queue;

import java.util.Map;

/** Where the pieces of a streamed reply go, each at once, while its message is worked on. */
public interface ReplyStream extends AutoCloseable {

  /** Sends one; throws what the broker throws. */
  void send(byte[] piece, Map<String, String> properties);

  @Override
  void close();
}
