package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

/**
 * {@code POST /v1/messages/count_tokens} of the Anthropic Messages API: the body of a message,
 * where {@code max_tokens} may be missing, to {@code {input_tokens}}. Its errors are those of
 * {@link AnthropicFormat}.
 */
public final class CountTokensFormat {

  /**
   * What shall be counted.
   *
   * @param requestedModel the model as the caller named it, alias or Bedrock id
   * @param input the question, without a model id
   */
  public record Question(String requestedModel, CountTokensInput input) {}

  /**
   * Reads a request.
   *
   * @throws InvalidRequest when the body is not a valid request of this protocol
   */
  public Question read(JsonNode body) {
    var request = new MessagesRequest(body);
    return new Question(
        request.delivery().requestedModel(), CountTokensInput.fromConverse(request.countable()));
  }

  /** Writes the number of input tokens. */
  public Reply write(CountTokensResponse counted) {
    return new Reply(
        200, JsonNodeFactory.instance.objectNode().put("input_tokens", counted.inputTokens()));
  }
}
