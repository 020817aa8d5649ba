package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.simulator.wire.EventFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.LongFunction;

/** Encodes the events of a reply as frames, padded as Bedrock pads them. */
final class StreamFrames {

  private static final String PADDING =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private StreamFrames() {}

  /** The frames of ConverseStream: one event type each. */
  static List<LongFunction<byte[]>> events(List<StreamEvent> events, Reply reply) {
    List<LongFunction<byte[]>> frames = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      StreamEvent event = events.get(i);
      String padding = padding(reply.hash(), i);
      frames.add(
          latencyMs ->
              EventFrame.event(
                  event.name(), bytes(event.payload().apply(latencyMs).put("p", padding))));
    }
    return frames;
  }

  /** The frames of InvokeModelWithResponseStream: chunks that hold the model's own events. */
  static List<LongFunction<byte[]>> chunks(List<StreamEvent> events, Reply reply) {
    List<LongFunction<byte[]>> frames = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      StreamEvent event = events.get(i);
      String padding = padding(reply.hash(), i);
      boolean last = i == events.size() - 1;
      frames.add(
          latencyMs -> {
            ObjectNode payload = event.payload().apply(latencyMs);
            if (last) {
              putInvocationMetrics(payload, reply, latencyMs);
            }
            return EventFrame.event("chunk", chunk(payload, padding));
          });
    }
    return frames;
  }

  private static byte[] chunk(ObjectNode payload, String padding) {
    String base64 = Base64.getEncoder().encodeToString(bytes(payload));
    return bytes(JsonNodeFactory.instance.objectNode().put("bytes", base64).put("p", padding));
  }

  private static void putInvocationMetrics(ObjectNode payload, Reply reply, long latencyMs) {
    payload
        .putObject("amazon-bedrock-invocationMetrics")
        .put("inputTokenCount", reply.inputTokens())
        .put("outputTokenCount", reply.outputTokens())
        .put("invocationLatency", latencyMs)
        .put("firstByteLatency", latencyMs);
  }

  // The lengths vary so that clients meet what Bedrock does to hide the length of a token.
  private static String padding(long hash, int index) {
    long length = Long.remainderUnsigned((hash >>> 8) + index * 17L, PADDING.length());
    return PADDING.substring(0, (int) length + 1);
  }

  private static byte[] bytes(ObjectNode payload) {
    return payload.toString().getBytes(StandardCharsets.UTF_8);
  }
}
