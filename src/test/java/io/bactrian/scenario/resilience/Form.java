package io.bactrian.scenario.resilience;

import java.time.Duration;

/** The two ways to run a scenario: in seconds among the tests, or as long as faults last. */
enum Form {
  /** Faults last until enough calls have met them; nothing is measured in time. */
  SHORT,
  /** Real durations and the shipped settings; time is measured. */
  LONG;

  static final int WARM_UP_CALLS = 10;

  /** Calls under way at which no more are sent: a slow machine would fall behind for good. */
  int mostUnderWay() {
    return this == SHORT ? 50 : Integer.MAX_VALUE;
  }

  /** Rounds of a few calls each, before anything counts. */
  int warmUpRounds() {
    return this == SHORT ? 6 : 200;
  }

  int warmUpCalls() {
    return warmUpRounds() * WARM_UP_CALLS;
  }

  /** How often one looks. */
  long watchMillis() {
    return this == SHORT ? 50 : 20;
  }

  <T> T either(T inShort, T inLong) {
    return this == SHORT ? inShort : inLong;
  }

  /** The shorter end in the one form, that much time in the other. */
  Until either(Until inShort, Duration inLong) {
    return this == SHORT ? inShort : Until.lasting(inLong);
  }
}
