package io.bactrian.strategy;

import java.util.List;

/**
 * A document that cannot be put in force. The message is one line and tells at most ten problems,
 * each with line, column, JSON pointer, and what is allowed.
 */
public final class InvalidStrategy extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 10;

  private final transient List<String> problems;

  InvalidStrategy(List<Problem> problems) {
    super(message(problems), null, false, false);
    this.problems = first(problems);
  }

  /** The problems of the message, one by one. */
  public List<String> problems() {
    return problems;
  }

  private static List<String> first(List<Problem> problems) {
    return problems.stream().limit(MOST).map(Problem::toString).toList();
  }

  private static String message(List<Problem> problems) {
    int more = problems.size() - MOST;
    return String.join("; ", first(problems)) + (more > 0 ? "; and " + more + " more" : "");
  }
}
