package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.Reply;
import io.bactrian.translator.WireFormat;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

/**
 * {@code POST /model/{id}/converse} and {@code /converse-stream}, as Bedrock Runtime has them: an
 * AWS SDK whose endpoint is the gateway notices no difference. Errors are {@code {message}} with
 * the modelled exception in {@code x-amzn-errortype}, and with the status that Bedrock has for it.
 */
public final class ConverseFormat implements WireFormat {

  private final String useCase;
  private final boolean streamed;
  private final SdkJsonReader reader = new SdkJsonReader();
  private final SdkJsonWriter writer = new SdkJsonWriter();

  /**
   * The format of one of the two endpoints.
   *
   * @param useCase what answers are for, where nothing says it; chooses the degraded text
   * @param streamed whether it is {@code converse-stream}
   */
  public ConverseFormat(String useCase, boolean streamed) {
    this.useCase = useCase;
    this.streamed = streamed;
  }

  @Override
  public String api() {
    return "converse";
  }

  /** The model is named by the path: an alias of ours or an id of Bedrock's. */
  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    String modelId = BedrockReplies.model(envelope);
    JsonNode question = streamed ? StreamGuardrail.withoutMode(body) : body;
    return envelope.call(
        api(),
        useCase,
        new Delivery(modelId, streamed, streamed),
        new Question.Converse(reader.read(question, ConverseRequest.builder()).build()));
  }

  @Override
  public Reply write(GatewayCall call) {
    return BedrockReplies.of(call, answer -> new Reply(200, writer.write(answer.conversed())));
  }

  @Override
  public Map<String, String> headers(String requestId) {
    return BedrockReplies.headers(requestId);
  }

  @Override
  public ConverseStreamWriter stream(GatewayCall call) {
    return new ConverseEventStream();
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return BedrockReplies.error(kind, message);
  }
}
