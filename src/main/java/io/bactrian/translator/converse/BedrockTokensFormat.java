package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.Answer;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import io.bactrian.translator.WireFormat;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;

/**
 * {@code POST /model/{id}/count-tokens}: {@code {input: {converse: {...}}}} or {@code {input:
 * {invokeModel: {body}}}} to {@code {inputTokens}}.
 */
public final class BedrockTokensFormat implements WireFormat {

  private final String useCase;
  private final SdkJsonReader reader = new SdkJsonReader();
  private final SdkJsonWriter writer = new SdkJsonWriter();

  /** {@code useCase}: chooses the text of the error when nothing can count. */
  public BedrockTokensFormat(String useCase) {
    this.useCase = useCase;
  }

  @Override
  public String api() {
    return "count-tokens";
  }

  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    CountTokensRequest request = reader.read(body, CountTokensRequest.builder()).build();
    if (request.input() == null) {
      throw new InvalidRequest("field 'input' is required");
    }
    return envelope.call(
        api(),
        useCase,
        Delivery.whole(BedrockReplies.model(envelope)),
        new Question.CountTokens(request));
  }

  @Override
  public Reply write(GatewayCall call) {
    return BedrockReplies.of(
        call, answer -> new Reply(200, writer.write(((Answer.Counted) answer).response())));
  }

  @Override
  public Map<String, String> headers(String requestId) {
    return BedrockReplies.headers(requestId);
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return BedrockReplies.error(kind, message);
  }
}
