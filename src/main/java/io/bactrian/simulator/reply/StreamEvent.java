package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongFunction;

/**
 * An event of a streamed reply.
 *
 * @param name event type, such as {@code contentBlockDelta}
 * @param payload made from the milliseconds that the call has taken so far
 */
record StreamEvent(String name, LongFunction<ObjectNode> payload) {

  static StreamEvent of(String name, ObjectNode payload) {
    return new StreamEvent(name, latencyMs -> payload);
  }
}
