package io.bactrian.state;

import java.io.IOException;
import java.util.Map;

/**
 * A place outside the process for the views of all gateways of a namespace. It is used by one
 * thread, which may wait for it; any exception means that it is out.
 */
interface StateStore extends AutoCloseable {

  /** {@code file}, {@code redis} or {@code dynamodb}. */
  String name();

  /** Whether other gateways write there too. */
  boolean isShared();

  /** Views as they were written, by instance; those that have expired may be among them. */
  Map<String, String> read() throws IOException;

  /** Replaces this gateway's view, which may be forgotten after {@code expires}, epoch millis. */
  void write(String view, long expires) throws IOException;

  /** Removes the view of a gateway that has been gone for long. */
  void remove(String instance) throws IOException;

  @Override
  void close();
}
