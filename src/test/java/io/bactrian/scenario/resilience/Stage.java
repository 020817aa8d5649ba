package io.bactrian.scenario.resilience;

/** How far a running scenario is, for those who decide when its phase is over. */
record Stage(long phaseBegan, int endedInPhase, Sample before, Sample now) {

  /** Nanoseconds. */
  long sincePhaseBegan() {
    return System.nanoTime() - phaseBegan;
  }
}
