package io.bactrian.simulator.reply;

/** How much of a successful answer is there. */
public enum Content {
  /** Everything. */
  FULL,
  /** The content is empty; a stream has no content events. */
  NONE,
  /** The member that would hold the output is absent; a stream has no events at all. */
  NO_OUTPUT
}
