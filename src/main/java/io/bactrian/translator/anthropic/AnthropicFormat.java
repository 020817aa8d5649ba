package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.Reply;
import io.bactrian.translator.WireFormat;
import java.util.Map;

/**
 * {@code POST /v1/messages} of the Anthropic Messages API: {@code {model, max_tokens, messages,
 * ...}} to {@code {id, type, role, model, content, stop_reason, stop_sequence, usage}}, whole or as
 * a stream. A field that Converse cannot carry is refused by its path; {@code metadata.user_id} and
 * {@code service_tier} are let be, blank text is left out.
 */
public final class AnthropicFormat implements WireFormat {

  private final AnthropicSettings settings;

  public AnthropicFormat(AnthropicSettings settings) {
    this.settings = settings;
  }

  @Override
  public String api() {
    return "anthropic";
  }

  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    var request = new MessagesRequest(body);
    return envelope.call(
        api(), settings.useCase(), request.delivery(), new Question.Converse(request.converse()));
  }

  @Override
  public Reply write(GatewayCall call) {
    return ErrorBody.orElse(call, answer -> MessageBody.whole(call, answer.conversed()));
  }

  /** Under this name clients look for it, in answers and in errors. */
  @Override
  public Map<String, String> headers(String requestId) {
    return Map.of("request-id", requestId);
  }

  @Override
  public ConverseStreamWriter stream(GatewayCall call) {
    return new AnthropicStream(call);
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return ErrorBody.reply(kind.status(), message, requestId);
  }
}
