package io.bactrian.shadow;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many calls in an hour, and none once the answers of a day have so many tokens. Hour and day
 * begin with the first call that is in them.
 */
final class ShadowBudget {

  private final LongSupplier nanoClock;
  private final Window calls;
  private final Window outputTokens;

  ShadowBudget(int callsPerHour, long outputTokensPerDay, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.calls = new Window(Duration.ofHours(1), callsPerHour);
    this.outputTokens = new Window(Duration.ofHours(24), outputTokensPerDay);
  }

  /** Whether a call may begin, which is then counted. */
  synchronized boolean allowsCall() {
    long now = nanoClock.getAsLong();
    if (!calls.hasRoom(now) || !outputTokens.hasRoom(now)) {
      return false;
    }
    calls.used++;
    return true;
  }

  synchronized void spend(long tokens) {
    outputTokens.used += tokens;
  }

  private static final class Window {
    private final long length;
    private final long limit;
    private boolean begun;
    private long beginning;
    private long used;

    Window(Duration length, long limit) {
      this.length = length.toNanos();
      this.limit = limit;
    }

    boolean hasRoom(long now) {
      if (!begun || now - beginning >= length) {
        begun = true;
        beginning = now;
        used = 0;
      }
      return used < limit;
    }
  }
}
