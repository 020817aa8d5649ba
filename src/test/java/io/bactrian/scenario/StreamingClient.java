package io.bactrian.scenario;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One protocol's own client, which asks the ordinary question for a stream. */
abstract class StreamingClient implements AutoCloseable {

  static final String QUESTION = "Tell me of camels";
  static final String MODEL = "claude-haiku";

  /**
   * What the client was given.
   *
   * @param pieces the content, event by event
   * @param attempts what the reply's header says of them
   * @param raised what the client raised instead of coming to an end; null when it came to one
   */
  record Streamed(List<String> pieces, String attempts, Throwable raised) {
    String text() {
      return String.join("", pieces);
    }
  }

  private final List<String> pieces = new CopyOnWriteArrayList<>();
  private volatile String attempts = "";

  /** Asks, and hands what comes to {@link #begun} and {@link #piece}. */
  abstract void stream() throws Exception;

  /** How the client says that a stream has broken. */
  abstract Class<? extends Throwable> broken();

  /** How the client says that it asked what nobody can answer. */
  abstract Class<? extends Throwable> refused();

  final void begun(List<String> attemptsHeader) {
    attempts = String.join("; ", attemptsHeader);
  }

  final void piece(String content) {
    pieces.add(content);
  }

  final Streamed ask() {
    pieces.clear();
    attempts = "";
    Throwable raised = null;
    try {
      stream();
    } catch (Exception problem) {
      raised = problem;
    }
    return new Streamed(List.copyOf(pieces), attempts, raised);
  }

  @Override
  public abstract void close();
}
