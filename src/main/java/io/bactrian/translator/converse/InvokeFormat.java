package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.bactrian.call.Answer;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import io.bactrian.translator.StreamWriter;
import io.bactrian.translator.WireFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

/**
 * {@code POST /model/{id}/invoke} and {@code /invoke-with-response-stream}: a JSON body in the
 * model's own format, passed on byte for byte in both directions.
 */
public final class InvokeFormat implements WireFormat {

  private static final String JSON = "application/json";
  private static final String PREFIX = "X-Amzn-Bedrock-";
  private static final String TRACE = PREFIX + "Trace";
  private static final String GUARDRAIL = PREFIX + "GuardrailIdentifier";
  private static final String GUARDRAIL_VERSION = PREFIX + "GuardrailVersion";
  private static final String LATENCY = PREFIX + "PerformanceConfig-Latency";
  private static final String TIER = PREFIX + "Service-Tier";

  private final String useCase;
  private final boolean streamed;

  /**
   * The format of one of the two endpoints.
   *
   * @param useCase what answers are for, where nothing says it; chooses the degraded text
   * @param streamed whether it is {@code invoke-with-response-stream}
   */
  public InvokeFormat(String useCase, boolean streamed) {
    this.useCase = useCase;
    this.streamed = streamed;
  }

  @Override
  public String api() {
    return "invoke";
  }

  @Override
  public List<String> requestHeaders() {
    return List.of(TRACE, GUARDRAIL, GUARDRAIL_VERSION, LATENCY, TIER);
  }

  /** That the body is JSON has been seen; what is in it is the model's business. */
  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    if (!body.isObject()) {
      throw new InvalidRequest("the body must be a JSON object");
    }
    Map<String, String> headers = envelope.headers();
    return envelope.call(
        api(),
        useCase,
        new Delivery(BedrockReplies.model(envelope), streamed, streamed),
        new Question.Invoke(
            InvokeModelRequest.builder()
                .body(SdkBytes.fromByteArrayUnsafe(envelope.body()))
                .contentType(JSON)
                .accept(JSON)
                .trace(headers.get(TRACE))
                .guardrailIdentifier(headers.get(GUARDRAIL))
                .guardrailVersion(headers.get(GUARDRAIL_VERSION))
                .performanceConfigLatency(headers.get(LATENCY))
                .serviceTier(headers.get(TIER))
                .build()));
  }

  @Override
  public Reply write(GatewayCall call) {
    return BedrockReplies.of(call, InvokeFormat::asItCame);
  }

  @Override
  public Map<String, String> headers(String requestId) {
    Map<String, String> headers = new HashMap<>(BedrockReplies.headers(requestId));
    if (streamed) {
      headers.put(PREFIX + "Content-Type", JSON);
    }
    return headers;
  }

  @Override
  public StreamWriter stream(GatewayCall call) {
    return new ConverseEventStream();
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return BedrockReplies.error(kind, message);
  }

  private static Reply asItCame(Answer answer) {
    var invoked = (Answer.Invoked) answer;
    String body = invoked.response().body().asUtf8String();
    return new Reply(
        200, JsonNodeFactory.instance.rawValueNode(new RawValue(body)), invoked.headers());
  }
}
