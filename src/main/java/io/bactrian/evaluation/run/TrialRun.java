package io.bactrian.evaluation.run;

import io.bactrian.evaluation.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts questions to a gateway, several at a time, until all are asked or there is an end to it. */
public final class TrialRun {

  /** What is done with a trial when it is over. */
  private interface Ended {
    void accept(Trial trial) throws IOException;
  }

  private final PersistentClient client;
  private final Journal journal;
  private final Budget budget;
  private final Progress progress;

  public TrialRun(PersistentClient client, Journal journal, Budget budget, Progress progress) {
    this.client = client;
    this.journal = journal;
    this.budget = budget;
    this.progress = progress;
  }

  /** Asks what is not scored, so that connections are open and code is compiled. */
  public void warmUp(List<Question> questions, int concurrency)
      throws IOException, InterruptedException {
    each(questions, concurrency, trial -> {});
  }

  /**
   * Asks, and keeps every trial.
   *
   * @throws IOException when the journal cannot be written
   */
  public void run(List<Question> questions, int concurrency)
      throws IOException, InterruptedException {
    progress.begin();
    each(
        questions,
        concurrency,
        trial -> {
          journal.add(trial);
          progress.oneMore();
        });
  }

  private void each(List<Question> questions, int concurrency, Ended ended)
      throws IOException, InterruptedException {
    var line = new Line(questions.iterator());
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < concurrency; i++) {
        all.add(
            workers.submit(
                () -> {
                  work(line, ended);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException unwritten) {
        throw unwritten;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void work(Line line, Ended ended) throws IOException, InterruptedException {
    try {
      for (Question next = line.next(); next != null; next = line.next()) {
        Trial trial = client.ask(next);
        if (client.isStopped()) {
          return;
        }
        budget.spent(trial);
        ended.accept(trial);
      }
    } finally {
      // Whoever ends, the others end too: the line is empty, or no more can be kept.
      line.close();
    }
  }

  /** The questions that wait. */
  private final class Line {

    private final Iterator<Question> questions;
    private boolean closed;

    private Line(Iterator<Question> questions) {
      this.questions = questions;
    }

    /** The next question, or null when there is none, or none may be asked. */
    private synchronized Question next() {
      boolean asks = !closed && !client.isStopped() && questions.hasNext() && budget.take();
      return asks ? questions.next() : null;
    }

    private synchronized void close() {
      closed = true;
    }
  }
}
