package io.bactrian.translator;

import io.bactrian.call.FailureKind;
import io.bactrian.call.StreamEvent;

/**
 * Writes one answer as a stream of one protocol. Has state, belongs to one call, and is used by one
 * thread at a time. What it returns may be empty, and is never null.
 */
public interface StreamWriter {

  /** Media type of the stream. */
  String contentType();

  /** The bytes for one event of the target's, in its order. Unknown events have none. */
  byte[] event(StreamEvent event);

  /** What says that the answer is complete; called once, after {@code messageStop} and all else. */
  byte[] end();

  /** What says that the answer broke off; called at most once, and nothing follows it. */
  byte[] error(FailureKind kind, String message);

  /** What keeps an idle connection open and means nothing; empty where the protocol has none. */
  byte[] keepAlive();
}
