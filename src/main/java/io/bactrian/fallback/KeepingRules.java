package io.bactrian.fallback;

import io.bactrian.call.Answer;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseOutput;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Which answers may be kept: whole ones without tool calls. A tool call is an act, and repeating it
 * later would be wrong.
 */
final class KeepingRules {

  private static final Set<StopReason> FINISHED =
      EnumSet.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE, StopReason.MAX_TOKENS);

  private KeepingRules() {}

  static boolean mayBeKept(Answer answer) {
    return switch (answer) {
      case Answer.Counted counted -> true;
      case Answer.Conversed conversed -> isFinished(answer) && isWithoutTools(conversed);
      case Answer.Invoked invoked -> isFinished(answer);
      case Answer.InvokedInChunks chunks -> isFinished(answer) && !chunks.events().isEmpty();
    };
  }

  /** Whether it is the kind of answer that the call's question has. */
  static boolean fits(Answer answer, GatewayCall call) {
    return switch (call.question()) {
      case Question.Converse converse -> answer instanceof Answer.Conversed;
      case Question.CountTokens count -> answer instanceof Answer.Counted;
      case Question.Invoke invoke ->
          call.delivery().streamed()
              ? answer instanceof Answer.InvokedInChunks
              : answer instanceof Answer.Invoked;
    };
  }

  private static boolean isFinished(Answer answer) {
    return answer.stopReason().filter(FINISHED::contains).isPresent();
  }

  private static boolean isWithoutTools(Answer.Conversed conversed) {
    ConverseOutput output = conversed.response().output();
    if (output == null || output.message() == null) {
      return false;
    }
    for (ContentBlock block : output.message().content()) {
      if (block.toolUse() != null) {
        return false;
      }
    }
    return true;
  }
}
