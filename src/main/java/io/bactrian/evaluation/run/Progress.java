package io.bactrian.evaluation.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells how far a run is: as a bar that is written over on a terminal, else as lines. */
public final class Progress {

  private static final long BAR_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final Budget budget;
  private final LongSupplier nanoClock;
  private final int total;
  private int before;
  private int done;
  private long begun;
  private long told;

  /**
   * The progress of a run.
   *
   * @param before how many of {@code total} trials an earlier part of the run has made
   */
  public Progress(
      PrintStream out,
      boolean terminal,
      int before,
      int total,
      Budget budget,
      LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.before = before;
    this.total = total;
    this.budget = budget;
    this.nanoClock = nanoClock;
    done = before;
  }

  /** From now on trials are made, until now none were. */
  synchronized void begin() {
    before = done;
    begun = nanoClock.getAsLong();
    told = begun;
  }

  synchronized void oneMore() {
    done++;
    long now = nanoClock.getAsLong();
    if (done == total || now - told >= (terminal ? BAR_NANOS : LINE_NANOS)) {
      told = now;
      String line = line(Duration.ofNanos(now - begun));
      out.print(terminal ? "\r" + bar() + " " + line + "  " : line + System.lineSeparator());
      out.flush();
    }
  }

  /** Ends the line of the bar. */
  public synchronized void end() {
    if (terminal && done > before) {
      out.println();
    }
  }

  private String bar() {
    int full = WIDTH * done / total;
    return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "]";
  }

  private String line(Duration elapsed) {
    long left = elapsed.toSeconds() * (total - done) / (done - before);
    return String.format(
        Locale.ROOT,
        "%d/%d trials, %d:%02d left, %.4f US dollars",
        done,
        total,
        left / 60,
        left % 60,
        budget.usd());
  }
}
