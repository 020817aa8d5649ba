package io.bactrian.shadow;

import io.bactrian.call.Answer;
import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The copies that are at work, a bounded number on threads of their own: nobody waits for them. */
final class ShadowCalls {

  private static final long STOP_SECONDS = 2;

  private final ShadowQuestions questions;
  private final ShadowFile file;
  private final ShadowBudget budget;
  private final ShadowTotals totals;
  private final Semaphore places;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("shadow").factory());
  private volatile boolean givenUp;

  ShadowCalls(
      ShadowQuestions questions,
      ShadowFile file,
      ShadowBudget budget,
      ShadowTotals totals,
      int maxConcurrent) {
    this.questions = questions;
    this.file = file;
    this.budget = budget;
    this.totals = totals;
    this.places = new Semaphore(maxConcurrent);
  }

  /** Puts the call's question to the candidate, or counts why not; returns at once. */
  void begin(GatewayCall live, Sample sample) {
    if (!file.isOpen()) {
      totals.count(ShadowResult.FILE_CLOSED);
    } else if (!places.tryAcquire()) {
      totals.count(ShadowResult.BUSY);
    } else if (!budget.allowsCall()) {
      places.release();
      totals.count(ShadowResult.OVER_BUDGET);
    } else {
      start(() -> compare(live, sample));
    }
  }

  private void start(Runnable copy) {
    try {
      threads.execute(
          () -> {
            try {
              copy.run();
            } finally {
              places.release();
            }
          });
    } catch (RejectedExecutionException stopping) {
      places.release();
    }
  }

  private void compare(GatewayCall live, Sample sample) {
    GatewayCall copy = questions.ask(live);
    if (givenUp) {
      return;
    }
    Optional<Answer.Usage> usage = ShadowQuestions.answer(copy).flatMap(Answer::usage);
    usage.ifPresent(told -> budget.spend(told.output()));
    usage.ifPresent(totals::add);
    totals.count(copy.isLive() ? ShadowResult.ANSWERED : ShadowResult.FAILED);
    // That a breaker is open says nothing of this question.
    if (copy.attempts().stream().anyMatch(Attempt::reachedTarget)) {
      file.append(PairJson.write(live, sample, copy));
    }
  }

  /** Takes no more; copies at work may end, briefly, and are then given up. */
  void stop() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      givenUp = true;
      threads.shutdownNow();
      threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }
}
