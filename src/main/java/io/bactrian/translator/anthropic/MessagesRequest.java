package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.Delivery;
import io.bactrian.translator.Conversation;
import io.bactrian.translator.RequestDialect;
import io.bactrian.translator.RequestObject;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;

/** The body of a request of the Messages API, as Converse sees it. */
final class MessagesRequest {

  static final RequestDialect DIALECT =
      new RequestDialect(
          "a JSON object",
          "a JSON object",
          "an array",
          "is '%1$s'; allowed: %2$s",
          RequestDialect.Unknown.REFUSED_UNLESS_NULL);

  private static final String[] FIELDS = {
    "model",
    "messages",
    "system",
    "max_tokens",
    "temperature",
    "top_p",
    "top_k",
    "stop_sequences",
    "stream",
    "tools",
    "tool_choice",
    "thinking",
    "metadata",
    "service_tier"
  };

  private final RequestObject body;

  MessagesRequest(JsonNode json) {
    body = RequestObject.body(json, DIALECT).only(FIELDS);
    // Both are read and then let be: Bedrock learns of no end user, and has one tier.
    body.optionalObject("metadata").ifPresent(m -> m.only("user_id").optionalText("user_id"));
    if (body.has("service_tier")) {
      body.oneOf("service_tier", "auto", "standard_only");
    }
  }

  Delivery delivery() {
    return new Delivery(body.nonBlankText("model"), body.flag("stream"), true);
  }

  /** The question without a model id. */
  ConverseRequest converse() {
    Conversation conversation = ConversationReader.read(body);
    List<String> stopSequences = body.texts("stop_sequences");
    ConverseRequest.Builder request =
        ConverseRequest.builder()
            .messages(conversation.messages())
            .inferenceConfig(inference(stopSequences))
            .toolConfig(Tools.read(body, conversation.holdsTools()))
            .additionalModelRequestFields(ModelFields.read(body));
    if (!conversation.system().isEmpty()) {
      request.system(conversation.system());
    }
    if (!stopSequences.isEmpty()) {
      request.additionalModelResponseFieldPaths(StopReasons.STOP_SEQUENCE_PATH);
    }
    return request.build();
  }

  /** What of the question counts as its input. */
  ConverseTokensRequest countable() {
    Conversation conversation = ConversationReader.read(body);
    ConverseTokensRequest.Builder request =
        ConverseTokensRequest.builder()
            .messages(conversation.messages())
            .toolConfig(Tools.read(body, conversation.holdsTools()))
            .additionalModelRequestFields(ModelFields.read(body));
    if (!conversation.system().isEmpty()) {
      request.system(conversation.system());
    }
    return request.build();
  }

  private InferenceConfiguration inference(List<String> stopSequences) {
    InferenceConfiguration.Builder inference =
        InferenceConfiguration.builder()
            .maxTokens(
                body.wholeNumber("max_tokens", 1).orElseThrow(() -> body.missing("max_tokens")))
            .temperature(body.fraction("temperature").orElse(null))
            .topP(body.fraction("top_p").orElse(null));
    if (!stopSequences.isEmpty()) {
      inference.stopSequences(stopSequences);
    }
    return inference.build();
  }
}
