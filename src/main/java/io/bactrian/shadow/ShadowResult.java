package io.bactrian.shadow;

import java.util.Locale;

/** What became of a call that was chosen to be copied. */
public enum ShadowResult {
  /** The candidate answered. */
  ANSWERED,
  /** It did not. */
  FAILED,
  /** As many copies as may be were at work. */
  BUSY,
  /** The hour has had its calls, or the day its tokens. */
  OVER_BUDGET,
  /** The file takes no more. */
  FILE_CLOSED;

  /** The word for it in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
