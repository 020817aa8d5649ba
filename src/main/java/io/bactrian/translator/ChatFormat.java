package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * {@code POST /chat}: {@code {content, system_prompt?, stream?}} to {@code {response, region,
 * token_usage, stop_reason, status}}.
 */
public final class ChatFormat implements WireFormat {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> FIELDS = List.of("content", "system_prompt", "stream");
  private static final RequestDialect DIALECT = RequestDialect.of(FIELDS.toString());
  private static final String BREAKER_OPEN = "Circuit breaker is open. Service is unavailable.";

  private final PromptSettings settings;

  public ChatFormat(PromptSettings settings) {
    this.settings = settings;
  }

  @Override
  public String api() {
    return "chat";
  }

  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    RequestObject fields = RequestObject.body(body, DIALECT).only(FIELDS);
    String content = fields.nonBlankText("content");
    String systemPrompt =
        fields.has("system_prompt")
            ? fields.nonBlankText("system_prompt")
            : settings.systemPrompt();
    return envelope.call(
        api(),
        settings.useCase(),
        new Delivery(Delivery.AUTO, fields.flag("stream"), false),
        new Question.Converse(Prompts.request(content, systemPrompt, settings)));
  }

  @Override
  public Reply write(GatewayCall call) {
    return switch (call.wholeOutcome()) {
      case Outcome.Live live -> answered(live.target(), live.response());
      case Outcome.Cached cached -> answered(cached.origin(), cached.response());
      case Outcome.Degraded degraded -> degraded(degraded);
      case Outcome.Refused refused -> error(refused.kind(), refused.message(), call.requestId());
    };
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return new Reply(kind.status(), JSON.objectNode().put("detail", message));
  }

  @Override
  public ConverseStreamWriter stream(GatewayCall call) {
    return new PromptStream(
        (last, ending) -> {
          if (call.outcome().orElseThrow() instanceof Outcome.Streaming begun) {
            last.put("region", begun.target().region());
          }
          usage(last, ending.usage());
          last.put("stop_reason", ending.stopReason());
        });
  }

  private static void usage(ObjectNode body, TokenUsage usage) {
    if (usage != null) {
      body.putObject("token_usage")
          .put("inputTokens", usage.inputTokens())
          .put("outputTokens", usage.outputTokens())
          .put("totalTokens", usage.totalTokens());
    }
  }

  private static Reply answered(Target target, ConverseResponse response) {
    ObjectNode body = JSON.objectNode();
    body.put("response", Prompts.text(response));
    body.put("region", target.region());
    usage(body, response.usage());
    body.put("stop_reason", response.stopReasonAsString());
    body.put("status", "success");
    return new Reply(200, body);
  }

  private static Reply degraded(Outcome.Degraded degraded) {
    String detail =
        degraded.cause() == FailureKind.GATEWAY_NO_USABLE_TARGET
            ? BREAKER_OPEN
            : "Service temporarily unavailable. Cause: " + degraded.cause().label() + ".";
    ObjectNode body = JSON.objectNode();
    body.put("detail", detail);
    body.put("response", degraded.text());
    body.put("status", "degraded");
    return new Reply(503, body);
  }
}
