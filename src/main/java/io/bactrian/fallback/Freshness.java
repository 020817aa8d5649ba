package io.bactrian.fallback;

import io.bactrian.call.CacheDirectives;
import java.time.Duration;

/**
 * How old a kept answer may be.
 *
 * @param timeToLive as old it is as good as a live one
 * @param staleIfError so much older it may stand in for a live one that cannot be had
 */
public record Freshness(Duration timeToLive, Duration staleIfError) {

  /** What an answer is at its age. */
  enum Verdict {
    FRESH,
    STALE,
    TOO_OLD
  }

  /** How long answers are kept. */
  public Duration kept() {
    return timeToLive.plus(staleIfError);
  }

  /**
   * Judges an age. Whoever says how old an answer may be has not agreed to an older one, unless
   * saying that too.
   *
   * @param failed whether no live answer can be had
   */
  Verdict judge(Duration age, CacheDirectives asked, boolean failed) {
    Duration lifetime = asked.maxAge().map(max -> shorter(max, timeToLive)).orElse(timeToLive);
    if (age.compareTo(lifetime) <= 0) {
      return Verdict.FRESH;
    }
    Duration unasked = asked.maxAge().isPresent() ? Duration.ZERO : staleIfError;
    Duration more = asked.staleIfError().map(max -> shorter(max, staleIfError)).orElse(unasked);
    return failed && age.compareTo(lifetime.plus(more)) <= 0 ? Verdict.STALE : Verdict.TOO_OLD;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
