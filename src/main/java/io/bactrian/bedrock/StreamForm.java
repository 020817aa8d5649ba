package io.bactrian.bedrock;

import io.bactrian.call.StreamEvent;
import software.amazon.eventstream.Message;

/** What is particular to the streams of one of Bedrock's operations. Belongs to one stream. */
interface StreamForm {

  /**
   * Reads a message of type {@code event}.
   *
   * @throws RuntimeException when it cannot be read
   */
  StreamEvent read(Message message);

  /** Whether an event has come that is worth showing to a caller. */
  boolean hasContent();

  /** Whether the event has come that ends an answer: what breaks off later is no loss. */
  boolean isEnded();
}
