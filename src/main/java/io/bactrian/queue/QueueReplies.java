package io.bactrian.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.translator.Reply;
import io.bactrian.translator.ReplyHeaders;
import io.bactrian.translator.WireFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes outcomes as replies for a queue: the body as over HTTP, the headers as properties. */
final class QueueReplies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private QueueReplies() {}

  static QueueReply of(WireFormat format, GatewayCall call, long nowNanos) {
    Map<String, String> properties = new HashMap<>();
    ReplyHeaders.of(call, nowNanos)
        .forEach((name, value) -> properties.put(legal(name), value.toString()));
    return of(format.write(call), properties);
  }

  /** The reply to a message that never became a call. */
  static QueueReply refused(WireFormat format, Outcome.Refused refusal, String requestId) {
    return of(format.error(refusal.kind(), refusal.message(), requestId), Map.of());
  }

  private static QueueReply of(Reply reply, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    reply.headers().forEach((name, value) -> all.put(legal(name), value));
    try {
      return new QueueReply(reply.status(), JSON.writeValueAsBytes(reply.body()), all);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }

  /** JMS takes names of Java's identifiers only. */
  private static String legal(String header) {
    String name = header.startsWith("x-") ? header.substring(2) : header;
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
