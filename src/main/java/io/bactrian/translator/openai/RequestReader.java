package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.Conversation;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTier;

/** Makes the Converse request from the body of a Chat Completions request. */
final class RequestReader {

  private static final List<String> TIERS = List.of("auto", "default", "flex", "priority");
  private static final int MOST_METADATA = 16;

  /** What Bedrock allows in keys and values of metadata; a key has at least one character. */
  private static final Pattern METADATA = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}");

  private final int defaultMaxTokens;

  RequestReader(int defaultMaxTokens) {
    this.defaultMaxTokens = defaultMaxTokens;
  }

  ConverseRequest read(RequestObject body) {
    var conversation = new Conversation();
    var messages = new MessageReader(conversation);
    body.objects("messages").forEach(messages::read);
    if (!conversation.isBegunByUser()) {
      throw body.refused(
          "messages",
          "must be an array that begins, after system and developer messages, with a user message"
              + " that is not blank");
    }

    int maxTokens =
        body.wholeNumber("max_completion_tokens", 1)
            .or(() -> body.wholeNumber("max_tokens", 1))
            .orElse(defaultMaxTokens);
    Reasoning reasoning = Reasoning.read(body, maxTokens);
    ConverseRequest.Builder request =
        ConverseRequest.builder()
            .messages(conversation.messages())
            .inferenceConfig(inference(body, reasoning.maxTokens()));
    if (!conversation.system().isEmpty()) {
      request.system(conversation.system());
    }
    ToolReader.read(body, conversation.holdsTools()).ifPresent(request::toolConfig);
    ResponseFormat.read(body).ifPresent(request::outputConfig);
    reasoning.modelFields().ifPresent(request::additionalModelRequestFields);
    serviceTier(body).ifPresent(request::serviceTier);
    Map<String, String> metadata = metadata(body);
    if (!metadata.isEmpty()) {
      request.requestMetadata(metadata);
    }
    return request.build();
  }

  private static InferenceConfiguration inference(RequestObject body, int maxTokens) {
    InferenceConfiguration.Builder inference =
        InferenceConfiguration.builder().maxTokens(maxTokens);
    body.fraction("temperature").ifPresent(inference::temperature);
    body.fraction("top_p").ifPresent(inference::topP);
    List<String> stops = stops(body);
    if (!stops.isEmpty()) {
      inference.stopSequences(stops);
    }
    return inference.build();
  }

  /** Empty strings are left out: they stop nothing, and Bedrock refuses them. */
  private static List<String> stops(RequestObject body) {
    List<String> stops = new ArrayList<>();
    Optional<JsonNode> stop = body.member("stop");
    if (stop.isPresent()) {
      Iterable<JsonNode> all = stop.get().isArray() ? stop.get() : List.of(stop.get());
      for (JsonNode one : all) {
        if (!one.isTextual()) {
          throw body.refused("stop", "must be a string or an array of strings");
        }
        if (!one.textValue().isEmpty()) {
          stops.add(one.textValue());
        }
      }
    }
    return stops;
  }

  private static Optional<ServiceTier> serviceTier(RequestObject body) {
    return body.member("service_tier")
        .map(present -> body.oneOf("service_tier", TIERS))
        .filter(tier -> !tier.equals("auto"))
        .map(tier -> ServiceTier.builder().type(tier).build());
  }

  private static Map<String, String> metadata(RequestObject body) {
    Map<String, String> metadata = new LinkedHashMap<>();
    body.optionalObject("metadata")
        .ifPresent(
            entries ->
                entries
                    .json()
                    .properties()
                    .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().textValue())));
    boolean allowed =
        metadata.size() <= MOST_METADATA
            && metadata.entrySet().stream().allMatch(RequestReader::isAllowed);
    if (!allowed) {
      throw body.refused(
          "metadata",
          "must have at most 16 entries; their keys and values are strings of at most 256"
              + " letters, digits, spaces and : _ @ $ # = / + , - .");
    }
    return metadata;
  }

  private static boolean isAllowed(Map.Entry<String, String> entry) {
    return !entry.getKey().isEmpty()
        && METADATA.matcher(entry.getKey()).matches()
        && entry.getValue() != null
        && METADATA.matcher(entry.getValue()).matches();
  }
}
