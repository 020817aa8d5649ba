package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the attempts of all calls tell of the latency of their targets, whatever the strategy in
 * force. Streams and whole answers have scores of their own: the first content of a long answer
 * comes long before its end.
 */
public final class TargetScores {

  /**
   * A target's decayed peak latencies, with failures counted as slow answers; zero while unknown.
   *
   * @param whole time to a whole answer
   * @param firstContent time to the first content of a stream
   */
  public record Score(Duration whole, Duration firstContent) {}

  private record Peaks(DecayingPeak whole, DecayingPeak firstContent) {

    Peaks() {
      this(new DecayingPeak(), new DecayingPeak());
    }

    DecayingPeak of(GatewayCall call) {
      return call.delivery().streamed() ? firstContent : whole;
    }
  }

  private final Map<String, Peaks> byTarget = new ConcurrentHashMap<>();
  private final LongSupplier nanoClock;

  public TargetScores(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Learns from an attempt; only what the target itself did counts, and counts of tokens do not.
   */
  void learn(GatewayCall call, Attempt attempt) {
    if (!attempt.reachedTarget() || call.question() instanceof Question.CountTokens) {
      return;
    }
    DecayingPeak peak = peaks(attempt.target().id()).of(call);
    if (attempt.failure().isEmpty()) {
      peak.answered(attempt.durationNanos(), nanoClock.getAsLong());
    } else if (attempt.failure().filter(FailureKind::nextTarget).isPresent()) {
      peak.failed(attempt.durationNanos(), nanoClock.getAsLong());
    }
  }

  /** Nanoseconds that such a call may take at the target, 0 while that is not known. */
  double nanos(Target target, GatewayCall call) {
    Peaks known = byTarget.get(target.id());
    return known == null ? 0 : known.of(call).at(nanoClock.getAsLong());
  }

  /** The score of a target as of now. */
  public Score of(String targetId) {
    Peaks known = byTarget.getOrDefault(targetId, new Peaks());
    long now = nanoClock.getAsLong();
    return new Score(duration(known.whole().at(now)), duration(known.firstContent().at(now)));
  }

  /** All scores as of now, by target id. */
  public Map<String, Score> snapshot() {
    Map<String, Score> scores = new TreeMap<>();
    byTarget.keySet().forEach(targetId -> scores.put(targetId, of(targetId)));
    return scores;
  }

  /**
   * Takes over scores that were taken {@code age} ago, for targets of which nothing newer is known.
   */
  public void restore(Map<String, Score> kept, Duration age) {
    long at = nanoClock.getAsLong() - age.toNanos();
    kept.forEach(
        (targetId, score) -> {
          peaks(targetId).whole().restore(score.whole().toNanos(), at);
          peaks(targetId).firstContent().restore(score.firstContent().toNanos(), at);
        });
  }

  private Peaks peaks(String targetId) {
    return byTarget.computeIfAbsent(targetId, unknown -> new Peaks());
  }

  private static Duration duration(double nanos) {
    return Duration.ofNanos(Math.round(nanos));
  }
}
