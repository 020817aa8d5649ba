package io.bactrian.fallback;

import com.github.benmanes.caffeine.cache.Cache;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.time.Duration;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Which answers are kept and how they come back. Kept are only whole live answers without tool
 * calls: a tool call is an act, and repeating it later would be wrong.
 */
public final class AnswerCache {

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
        && mayBeKept(live.response())) {
      answers.put(
          key(call), new CachedAnswer(live.target(), live.response(), nanoClock.getAsLong()));
    }
    return call;
  }

  /** The call as a kept answer ends it; {@code found} is null when there was none. */
  public GatewayCall recalled(GatewayCall call, CachedAnswer found) {
    if (found == null || mode == CacheMode.OFF) {
      return call;
    }
    Duration age = Duration.ofNanos(nanoClock.getAsLong() - found.answeredNanos());
    return call.ended(
        new Outcome.Cached(found.origin(), found.response(), age, call.cause().isPresent()));
  }

  private static boolean mayBeKept(ConverseResponse response) {
    StopReason stop = response.stopReason();
    if (stop != StopReason.END_TURN
        && stop != StopReason.STOP_SEQUENCE
        && stop != StopReason.MAX_TOKENS) {
      return false;
    }
    for (ContentBlock block : response.output().message().content()) {
      if (block.toolUse() != null) {
        return false;
      }
    }
    return true;
  }
}
