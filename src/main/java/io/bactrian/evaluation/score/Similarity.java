package io.bactrian.evaluation.score;

/** How far an answer means what was expected. Called by many threads. */
public interface Similarity {

  /** 0 for nothing in common or a contradiction, 1 for the same. */
  double of(String expected, String answer);
}
