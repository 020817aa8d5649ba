package io.bactrian.evaluation.run;

import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks again where the gateway says that it passes. */
public final class PersistentClient {

  private final GatewayClient client;
  private final Patience patience;
  private final CompletableFuture<Void> stopped;

  /** With {@code stopped} completed it asks no more, and what it still tells is no trial. */
  public PersistentClient(
      GatewayClient client, Patience patience, CompletableFuture<Void> stopped) {
    this.client = client;
    this.patience = patience;
    this.stopped = stopped;
    stopped.thenRun(client::close);
  }

  boolean isStopped() {
    return stopped.isDone();
  }

  /** Its times are those of the last time that it was asked. */
  Trial ask(Question question) throws InterruptedException {
    Reply reply = client.ask(question);
    for (int retry = 1; asksAgain(question, reply, retry); retry++) {
      reply = client.ask(question);
    }
    patience.ended(question.model(), reply.trial().failure().isEmpty());
    return reply.trial();
  }

  private boolean asksAgain(Question question, Reply reply, int retry) {
    return reply
        .retryAfter()
        .filter(wait -> patience.allows(question.model(), retry, wait))
        .filter(wait -> !isStoppedWithin(wait))
        .isPresent();
  }

  private boolean isStoppedWithin(Duration wait) {
    stopped.copy().completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS).join();
    return isStopped();
  }
}
