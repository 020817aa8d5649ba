package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.call.Answer;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import java.util.Map;
import java.util.function.Function;

/** What all operations of Bedrock Runtime have in common. */
final class BedrockReplies {

  private BedrockReplies() {}

  /** The model that the path or the message names: an alias of ours or an id of Bedrock's. */
  static String model(Envelope envelope) {
    String modelId = envelope.pathModel().orElse("");
    if (modelId.isBlank()) {
      throw new InvalidRequest(
          "the model id must not be blank: in the path, or the property model of a message");
    }
    return modelId;
  }

  /** The reply to a call with a whole outcome; {@code answered} writes an answer. */
  static Reply of(GatewayCall call, Function<Answer, Reply> answered) {
    return switch (call.wholeOutcome()) {
      case Outcome.Live live -> answered.apply(live.answer());
      case Outcome.Cached cached -> answered.apply(cached.answer());
      case Outcome.Degraded degraded -> error(BedrockError.SERVICE_UNAVAILABLE, apology(degraded));
      case Outcome.Refused refused -> error(refused.kind(), refused.message());
    };
  }

  static Reply error(FailureKind kind, String message) {
    return error(BedrockError.of(kind), message);
  }

  /** SDKs show it with every error, and it is what support asks for. */
  static Map<String, String> headers(String requestId) {
    return Map.of("x-amzn-requestid", requestId);
  }

  private static Reply error(BedrockError error, String message) {
    return new Reply(
        error.status(),
        JsonNodeFactory.instance.objectNode().put("message", message),
        Map.of("x-amzn-errortype", error.typeName()));
  }

  private static String apology(Outcome.Degraded degraded) {
    return "No model answered (%s). The gateway says instead: %s"
        .formatted(degraded.cause().label(), degraded.text());
  }
}
