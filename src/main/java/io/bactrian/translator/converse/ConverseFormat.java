package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import io.bactrian.translator.StreamWriter;
import io.bactrian.translator.WireFormat;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

/**
 * {@code POST /model/{id}/converse} and {@code /converse-stream}, as Bedrock Runtime has them: an
 * AWS SDK whose endpoint is the gateway notices no difference. Errors are {@code {message}} with
 * the modelled exception in {@code x-amzn-errortype}, and with the status that Bedrock has for it.
 */
public final class ConverseFormat implements WireFormat {

  private static final String ERROR_TYPE = "x-amzn-errortype";

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
    String modelId = envelope.pathModel().orElse("");
    if (modelId.isBlank()) {
      throw new InvalidRequest("the model id in the path must not be blank");
    }
    JsonNode question = streamed ? StreamGuardrail.withoutMode(body) : body;
    return GatewayCall.received(
        envelope.requestId(),
        envelope.tenant(),
        api(),
        useCase,
        new Delivery(modelId, streamed, streamed),
        reader.read(question, ConverseRequest.builder()).build(),
        envelope.receivedNanos());
  }

  @Override
  public Reply write(GatewayCall call) {
    return switch (call.wholeOutcome()) {
      case Outcome.Live live -> new Reply(200, writer.write(live.response()));
      case Outcome.Cached cached -> new Reply(200, writer.write(cached.response()));
      case Outcome.Degraded degraded -> error(BedrockError.SERVICE_UNAVAILABLE, apology(degraded));
      case Outcome.Refused refused -> error(refused.kind(), refused.message());
    };
  }

  /** SDKs show it with every error, and it is what support asks for. */
  @Override
  public Map<String, String> headers(String requestId) {
    return Map.of("x-amzn-requestid", requestId);
  }

  @Override
  public StreamWriter stream(GatewayCall call) {
    return new ConverseEventStream();
  }

  @Override
  public Reply error(FailureKind kind, String message) {
    return error(BedrockError.of(kind), message);
  }

  private static Reply error(BedrockError error, String message) {
    return new Reply(
        error.status(),
        JsonNodeFactory.instance.objectNode().put("message", message),
        Map.of(ERROR_TYPE, error.typeName()));
  }

  private static String apology(Outcome.Degraded degraded) {
    return "No model answered (%s). The gateway says instead: %s"
        .formatted(degraded.cause().label(), degraded.text());
  }
}
