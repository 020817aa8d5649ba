package io.bactrian.strategy.scoreboard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The calls of the last while, in slices of a tenth of it: a slice is forgotten as a whole, so that
 * the window is between nine and ten tenths long.
 */
final class SlidingTally {

  private static final int SLICES = 10;

  private record Slice(long number, Tally tally) {}

  private final long sliceNanos;
  private final Deque<Slice> slices = new ArrayDeque<>();

  SlidingTally(long windowNanos) {
    sliceNanos = Math.max(1, windowNanos / SLICES);
  }

  synchronized void add(Observation seen, long now) {
    forget(now);
    long number = Math.floorDiv(now, sliceNanos);
    if (slices.isEmpty() || slices.getLast().number() != number) {
      slices.addLast(new Slice(number, new Tally()));
    }
    slices.getLast().tally().add(seen);
  }

  synchronized Tally sum(long now) {
    forget(now);
    Tally sum = new Tally();
    slices.forEach(slice -> sum.addAll(slice.tally()));
    return sum;
  }

  private void forget(long now) {
    long oldest = Math.floorDiv(now, sliceNanos) - SLICES + 1;
    while (!slices.isEmpty() && slices.getFirst().number() < oldest) {
      slices.removeFirst();
    }
  }
}
