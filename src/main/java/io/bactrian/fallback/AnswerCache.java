package io.bactrian.fallback;

import com.github.benmanes.caffeine.cache.Cache;
import io.bactrian.call.CacheDirectives;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which answers are kept and how they come back: live answers of the asked model, as far as {@link
 * KeepingRules} and the caller's {@link CacheDirectives} allow. In memory first, then in what
 * gateways share.
 */
public final class AnswerCache {

  private final Cache<String, CachedAnswer> answers;
  private final QuestionKey keys;
  private final CacheMode mode;
  private final Freshness freshness;
  private final Optional<SharedAnswers> shared;
  private final CacheTotals totals;
  private final LongSupplier nanoClock;

  /** {@code shared}: answers that other gateways keep too; empty where none do. */
  public AnswerCache(
      Cache<String, CachedAnswer> answers,
      QuestionKey keys,
      CacheMode mode,
      Freshness freshness,
      Optional<SharedAnswers> shared,
      CacheTotals totals,
      LongSupplier nanoClock) {
    this.answers = answers;
    this.keys = keys;
    this.mode = mode;
    this.freshness = freshness;
    this.shared = shared;
    this.totals = totals;
    this.nanoClock = nanoClock;
  }

  /** The key under which this very question is kept. */
  public String key(GatewayCall call) {
    return keys.of(call);
  }

  /** Whether a kept answer is looked for before any target is asked. */
  public boolean comesFirst(GatewayCall call) {
    CacheDirectives asked = call.options().cache();
    return mode == CacheMode.READ_THROUGH && !asked.noCache()
        || mode != CacheMode.OFF && asked.onlyIfCached();
  }

  /** Keeps the call's answer where it may be kept; returns the call as it was. */
  public GatewayCall remember(GatewayCall call) {
    if (mode != CacheMode.OFF
        && !call.options().cache().noStore()
        && call.outcome().orElse(null) instanceof Outcome.Live live
        && call.fallbackTarget().isEmpty()
        && KeepingRules.mayBeKept(live.answer())) {
      String key = key(call);
      var kept = new CachedAnswer(live.target(), live.answer(), nanoClock.getAsLong());
      answers.put(key, kept);
      shared.ifPresent(others -> others.keep(key, kept));
    }
    return call;
  }

  /** The call as a fresh answer ends it; {@code found} is null when there was none. */
  public GatewayCall recalled(GatewayCall call, CachedAnswer found) {
    if (mode == CacheMode.OFF || call.options().cache().noCache()) {
      return call;
    }
    if (found == null || verdict(call, found) != Freshness.Verdict.FRESH) {
      totals.memoryMisses.increment();
      return call;
    }
    totals.memoryHits.increment();
    return ended(call, found, false);
  }

  /**
   * The call as the newest answer ends it that is shared, or that is too old for any but this day.
   */
  public GatewayCall recallFurther(GatewayCall call) {
    boolean failed = call.cause().isPresent();
    if (!call.isOpen()
        || mode == CacheMode.OFF
        || call.options().cache().noCache()
        || shared.isEmpty() && !failed) {
      return call;
    }
    String key = key(call);
    CachedAnswer here = answers.getIfPresent(key);
    CachedAnswer there = shared.flatMap(others -> others.find(key, call)).orElse(null);
    if (there != null && (here == null || there.answeredNanos() - here.answeredNanos() > 0)) {
      answers.put(key, there);
      here = there;
    }
    if (here == null) {
      return call;
    }
    return switch (verdict(call, here)) {
      case FRESH -> ended(call, here, false);
      case STALE -> {
        totals.memoryStale.increment();
        yield ended(call, here, true);
      }
      case TOO_OLD -> call;
    };
  }

  /** Ends a call that may be answered by a kept answer alone, and was not. */
  public GatewayCall requireKept(GatewayCall call) {
    return call.isOpen() && call.options().cache().onlyIfCached()
        ? call.ended(
            new Outcome.Refused(
                FailureKind.GATEWAY_NO_KEPT_ANSWER, FailureKind.GATEWAY_NO_KEPT_ANSWER.reason()))
        : call;
  }

  /** A fresh answer in memory; empty where there is none, which is not counted. */
  Optional<Outcome.Cached> inMemory(GatewayCall call, String key) {
    return Optional.ofNullable(answers.getIfPresent(key))
        .filter(kept -> verdict(call, kept) == Freshness.Verdict.FRESH)
        .map(kept -> new Outcome.Cached(kept.origin(), kept.answer(), age(kept), false));
  }

  private GatewayCall ended(GatewayCall call, CachedAnswer kept, boolean stale) {
    return call.ended(
        new Outcome.Cached(
            kept.origin(), kept.answer(), age(kept), call.cause().isPresent(), stale));
  }

  /** One from where the call may not be answered is none: the question itself does not tell. */
  private Freshness.Verdict verdict(GatewayCall call, CachedAnswer kept) {
    if (!call.options().allow(kept.origin().geo())) {
      return Freshness.Verdict.TOO_OLD;
    }
    return freshness.judge(age(kept), call.options().cache(), call.cause().isPresent());
  }

  private Duration age(CachedAnswer kept) {
    return Duration.ofNanos(nanoClock.getAsLong() - kept.answeredNanos());
  }
}
