package io.bactrian.fallback;

import com.github.benmanes.caffeine.cache.Cache;
import io.bactrian.call.Answer;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseOutput;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Which answers are kept and how they come back. Kept are only whole live answers of the asked
 * model without tool calls: a tool call is an act, and repeating it later would be wrong.
 */
public final class AnswerCache {

  private static final Set<StopReason> FINISHED =
      EnumSet.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE, StopReason.MAX_TOKENS);

  private final Cache<String, CachedAnswer> answers;
  private final QuestionKey keys;
  private final CacheMode mode;
  private final LongSupplier nanoClock;

  public AnswerCache(
      Cache<String, CachedAnswer> answers,
      QuestionKey keys,
      CacheMode mode,
      LongSupplier nanoClock) {
    this.answers = answers;
    this.keys = keys;
    this.mode = mode;
    this.nanoClock = nanoClock;
  }

  /** The key under which this very question is kept. */
  public String key(GatewayCall call) {
    return keys.of(call);
  }

  /** Keeps the call's answer where it may be kept; returns the call as it was. */
  public GatewayCall remember(GatewayCall call) {
    if (mode != CacheMode.OFF
        && call.outcome().orElse(null) instanceof Outcome.Live live
        && call.fallbackTarget().isEmpty()
        && mayBeKept(live.answer())) {
      answers.put(key(call), new CachedAnswer(live.target(), live.answer(), nanoClock.getAsLong()));
    }
    return call;
  }

  /**
   * The call as a kept answer ends it; {@code found} is null when there was none. One from where
   * the call may not be answered is none: the question itself does not tell.
   */
  public GatewayCall recalled(GatewayCall call, CachedAnswer found) {
    if (found == null || mode == CacheMode.OFF || !call.options().allow(found.origin().geo())) {
      return call;
    }
    Duration age = Duration.ofNanos(nanoClock.getAsLong() - found.answeredNanos());
    return call.ended(
        new Outcome.Cached(found.origin(), found.answer(), age, call.cause().isPresent()));
  }

  private static boolean mayBeKept(Answer answer) {
    return switch (answer) {
      case Answer.Counted counted -> true;
      case Answer.Conversed conversed -> isFinished(answer) && isWithoutTools(conversed);
      case Answer.Invoked invoked -> isFinished(answer);
      case Answer.InvokedInChunks chunks -> isFinished(answer) && !chunks.events().isEmpty();
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
