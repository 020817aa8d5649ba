package io.bactrian.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Load that does not wait for replies: a gateway that answers late gets no fewer calls, as from
 * real callers.
 */
final class OpenLoop implements AutoCloseable {

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("open-loop").factory());
  private final List<CompletableFuture<Reply>> sent = new ArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final RunningGateway gateway;

  private OpenLoop(RunningGateway gateway) {
    this.gateway = gateway;
  }

  static OpenLoop at(int callsPerSecond, RunningGateway gateway) {
    var load = new OpenLoop(gateway);
    long period = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
    load.clock.scheduleAtFixedRate(load::send, 0, period, TimeUnit.NANOSECONDS);
    return load;
  }

  private void send() {
    sent.add(gateway.chatLater("load " + number.incrementAndGet()));
  }

  /** Sends no more, and waits for every reply; the ledger says what they were. */
  void finish() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the load generator does not stop");
    }
    sent.forEach(reply -> reply.exceptionally(problem -> null).join());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
