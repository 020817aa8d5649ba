package io.bactrian.strategy.scoreboard;

import io.bactrian.call.ModelVerdict;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.CallFinished;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How models did of late, by strategy version, use case, model, and how the model was chosen. */
public final class Scoreboard {

  /** Of rows: versions come and go, and each row takes up to 20 KB. */
  private static final int MOST = 500;

  private final long windowNanos;
  private final Prices prices;
  private final LongSupplier nanoClock;
  private final Map<ScoreKey, SlidingTally> rows = new ConcurrentHashMap<>();

  public Scoreboard(CanaryBounds bounds, Prices prices, LongSupplier nanoClock) {
    this.windowNanos = bounds.window().toNanos();
    this.prices = prices;
    this.nanoClock = nanoClock;
  }

  public void recordAll(List<GatewayEvent> events) {
    for (GatewayEvent event : events) {
      if (event instanceof CallFinished finished) {
        record(finished);
      }
    }
  }

  private void record(CallFinished finished) {
    ModelVerdict verdict = ModelVerdict.of(finished.call());
    ScoreKey key = ScoreKey.of(finished.call());
    if (verdict == ModelVerdict.NOTHING || !hasRoom(key)) {
      return;
    }
    Observation seen = Observation.of(finished, verdict, prices);
    // Inside, so that nobody forgets a row as empty between its finding and its use.
    rows.compute(
        key,
        (same, known) -> {
          SlidingTally row = known == null ? new SlidingTally(windowNanos) : known;
          row.add(seen, nanoClock.getAsLong());
          return row;
        });
  }

  /** The calls of the window, of those with any. */
  public Map<ScoreKey, Tally> all() {
    forgetEmpty();
    long now = nanoClock.getAsLong();
    return rows.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                row -> row.getValue().sum(now),
                (one, same) -> one,
                LinkedHashMap::new));
  }

  Tally sum(Predicate<ScoreKey> which) {
    long now = nanoClock.getAsLong();
    Tally sum = new Tally();
    rows.forEach(
        (key, row) -> {
          if (which.test(key)) {
            sum.addAll(row.sum(now));
          }
        });
    return sum;
  }

  void forget(Predicate<ScoreKey> which) {
    rows.keySet().removeIf(which);
  }

  private boolean hasRoom(ScoreKey key) {
    if (rows.size() >= MOST && !rows.containsKey(key)) {
      forgetEmpty();
    }
    return rows.size() < MOST || rows.containsKey(key);
  }

  private void forgetEmpty() {
    long now = nanoClock.getAsLong();
    for (ScoreKey key : rows.keySet()) {
      rows.computeIfPresent(key, (same, row) -> row.sum(now).calls() == 0 ? null : row);
    }
  }
}
