package io.bactrian.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * One question of a data set.
 *
 * @param id unique in its data set
 * @param useCase what the answer is for
 * @param expected a good answer; empty where assertions alone judge
 * @param assertions what must hold of an answer
 */
public record EvaluationCase(
    String id,
    String useCase,
    String prompt,
    Optional<String> systemPrompt,
    Optional<String> expected,
    List<Assertion> assertions) {

  /** How an assertion compares. */
  public enum Kind {
    /** The whole answer without space around it. */
    EQUALS,
    /** Upper and lower case count as the same. */
    CONTAINS,
    /** As {@link #CONTAINS}, and must not hold. */
    NOT_CONTAINS,
    /** A regular expression of RE2 is found in the answer. */
    REGEX
  }

  /** What must hold of an answer. */
  public record Assertion(Kind kind, String value) {}

  public EvaluationCase {
    assertions = List.copyOf(assertions);
  }
}
