package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import java.util.List;

/**
 * {@code POST /generate}: {@code {prompt, use_case?, stream?}} to {@code {model_used, response}},
 * where {@code model_used} says honestly who answered.
 */
public final class GenerateFormat implements WireFormat {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> FIELDS = List.of("prompt", "use_case", "stream");
  private static final RequestDialect DIALECT = RequestDialect.of(FIELDS.toString());
  private static final int LONGEST_USE_CASE = 64;

  private final PromptSettings settings;

  public GenerateFormat(PromptSettings settings) {
    this.settings = settings;
  }

  @Override
  public String api() {
    return "generate";
  }

  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    RequestObject fields = RequestObject.body(body, DIALECT).only(FIELDS);
    String prompt = fields.nonBlankText("prompt");
    String useCase = fields.has("use_case") ? fields.nonBlankText("use_case") : settings.useCase();
    if (useCase.length() > LONGEST_USE_CASE) {
      throw fields.refused("use_case", "must have at most 64 characters");
    }
    return envelope.call(
        api(),
        useCase,
        new Delivery(Delivery.AUTO, fields.flag("stream"), false),
        new Question.Converse(Prompts.request(prompt, settings.systemPrompt(), settings)));
  }

  @Override
  public Reply write(GatewayCall call) {
    return switch (call.wholeOutcome()) {
      case Outcome.Live live ->
          reply(modelUsed(call, live.target()), Prompts.text(live.response()));
      case Outcome.Cached cached ->
          reply("CACHE:" + cached.origin().modelId(), Prompts.text(cached.response()));
      case Outcome.Degraded degraded -> reply("DEGRADED_SERVICE", degraded.text());
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
            last.put("model_used", modelUsed(call, begun.target()));
          }
        });
  }

  private static String modelUsed(GatewayCall call, Target target) {
    if (target.isLocal()) {
      return "LOCAL:" + target.modelId();
    }
    return (call.fallbackTarget().isPresent() ? "FALLBACK:" : "") + target.modelId();
  }

  private static Reply reply(String modelUsed, String response) {
    return new Reply(200, JSON.objectNode().put("model_used", modelUsed).put("response", response));
  }
}
