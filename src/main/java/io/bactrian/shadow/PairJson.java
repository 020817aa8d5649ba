package io.bactrian.shadow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Answer;
import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A live answer and the candidate's as a question of a data set, with both measured beside it. */
final class PairJson {

  private static final String NO_TEXT = "no-text";

  private PairJson() {}

  static ObjectNode write(GatewayCall live, Sample sample, GatewayCall copy) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", copy.requestId())
            .put("prompt", sample.prompt());
    sample.systemPrompt().ifPresent(text -> line.put("system_prompt", text));
    line.put("expected", sample.expected()).put("use_case", live.useCase());
    line.set("live", measured(live));
    ObjectNode shadow = measured(copy);
    Optional<String> text = answer(copy);
    shadow.put("answer", text.orElse(""));
    if (text.isEmpty()) {
      shadow.put("failure", copy.cause().map(FailureKind::label).orElse(NO_TEXT));
    }
    line.set("shadow", shadow);
    live.selection().strategy().ifPresent(version -> line.put("strategy_version", version));
    return line;
  }

  private static Optional<String> answer(GatewayCall copy) {
    return ShadowQuestions.answer(copy)
        .filter(Answer.Conversed.class::isInstance)
        .flatMap(given -> Texts.ofAnswer(given.conversed()));
  }

  /** By the attempt that decided: how busy other targets were says nothing of the model. */
  private static ObjectNode measured(GatewayCall call) {
    Attempt last =
        call.attempts().stream()
            .filter(Attempt::reachedTarget)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    Optional<Answer.Usage> usage = ShadowQuestions.answer(call).flatMap(Answer::usage);
    return JsonNodeFactory.instance
        .objectNode()
        .put("model", last.target().model())
        .put("region", last.target().region())
        .put("latency_ms", TimeUnit.NANOSECONDS.toMillis(last.durationNanos()))
        .put(
            "input_tokens",
            usage.map(told -> told.input() + told.cacheRead() + told.cacheWrite()).orElse(0L))
        .put("output_tokens", usage.map(Answer.Usage::output).orElse(0L));
  }
}
