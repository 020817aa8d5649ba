package io.bactrian.shadow;

import io.bactrian.call.Answer;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * A question that can be put to a model again as it stands, and the live answer to it. There is
 * none of what a prompt alone does not tell: earlier turns, tools, and all that is not text.
 */
record Sample(String prompt, Optional<String> systemPrompt, String expected) {

  /** An answer that was cut is no good one to expect. */
  private static final Set<StopReason> WHOLE =
      EnumSet.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE);

  /** Empty where the call's question and answer are no such pair. */
  static Optional<Sample> of(GatewayCall call) {
    if (!(call.question() instanceof Question.Converse asked)
        || !(call.outcome().orElse(null) instanceof Outcome.Live live)
        || !(live.answer() instanceof Answer.Conversed answer)
        || answer.stopReason().filter(WHOLE::contains).isEmpty()
        || !isOneTurn(asked.request())) {
      return Optional.empty();
    }
    Optional<String> prompt = Texts.ofQuestion(asked.request().messages().getFirst().content());
    Optional<String> system = Texts.ofSystem(asked.request().system());
    Optional<String> expected = Texts.ofAnswer(answer.response());
    return prompt.isEmpty() || system.isEmpty() || expected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Sample(prompt.get(), system.filter(text -> !text.isBlank()), expected.get()));
  }

  private static boolean isOneTurn(ConverseRequest request) {
    return request.messages().size() == 1
        && Optional.ofNullable(request.toolConfig())
            .map(config -> config.tools())
            .orElse(List.of())
            .isEmpty();
  }
}
