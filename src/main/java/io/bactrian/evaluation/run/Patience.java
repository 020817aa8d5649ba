package io.bactrian.evaluation.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often a question is asked again, and how long that may be waited for. */
public final class Patience {

  private final int retries;
  private final Duration longestWait;
  private final int hopeless;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /**
   * The limits.
   *
   * @param retries of one question
   * @param longestWait a gateway that wants to be left alone longer is not asked again
   * @param hopeless after so many questions in a row without an answer, its questions are asked
   *     once each until one is answered: a dead model must not hold up the run
   */
  public Patience(int retries, Duration longestWait, int hopeless) {
    this.retries = retries;
    this.longestWait = longestWait;
    this.hopeless = hopeless;
  }

  boolean allows(String model, int retry, Duration wait) {
    return retry <= retries
        && wait.compareTo(longestWait) <= 0
        && failures.getOrDefault(model, 0) < hopeless;
  }

  void ended(String model, boolean answered) {
    if (answered) {
      failures.remove(model);
    } else {
      failures.merge(model, 1, Integer::sum);
    }
  }
}
