package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.call.Answer;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.Reply;
import io.bactrian.translator.WireFormat;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;

/**
 * {@code POST /v1/messages/count_tokens} of the Anthropic Messages API: the body of a message,
 * where {@code max_tokens} may be missing, to {@code {input_tokens}}.
 */
public final class AnthropicTokensFormat implements WireFormat {

  private final AnthropicSettings settings;

  public AnthropicTokensFormat(AnthropicSettings settings) {
    this.settings = settings;
  }

  @Override
  public String api() {
    return "count-tokens";
  }

  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    var request = new MessagesRequest(body);
    return envelope.call(
        api(),
        settings.useCase(),
        Delivery.whole(request.delivery().requestedModel()),
        new Question.CountTokens(
            CountTokensRequest.builder()
                .input(CountTokensInput.fromConverse(request.countable()))
                .build()));
  }

  @Override
  public Reply write(GatewayCall call) {
    return ErrorBody.orElse(call, AnthropicTokensFormat::counted);
  }

  @Override
  public Map<String, String> headers(String requestId) {
    return Map.of("request-id", requestId);
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return ErrorBody.reply(kind.status(), message, requestId);
  }

  private static JsonNode counted(Answer answer) {
    int tokens = ((Answer.Counted) answer).response().inputTokens();
    return JsonNodeFactory.instance.objectNode().put("input_tokens", tokens);
  }
}
