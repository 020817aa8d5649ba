package io.bactrian.strategy;

import io.bactrian.event.EventPublisher;
import io.bactrian.strategy.AppConfigSession.Polled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * AWS AppConfig, polled on a thread of its own. While it is unreachable at the start, the copy on
 * disk serves, and where there is none the settings.
 */
public final class StrategyAppConfig implements StrategySource {

  static final String SOURCE = "appconfig";
  static final String KEPT = "kept";

  /** A little more than an answer may take: two calls that may each fetch credentials. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(7);

  private static final long STOP_PATIENCE_MILLIS = 2_000;

  private final AppConfigSession session;
  private final StrategyInForce inForce;
  private final KeptStrategy kept;
  private final Reachability reachability;
  private final PollBackOff backOff;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /** {@code keptFile}: where the last good document is kept. */
  public StrategyAppConfig(
      AppConfigSettings settings,
      Path keptFile,
      StrategyInForce inForce,
      EventPublisher events,
      DoubleSupplier random) {
    this.session = new AppConfigSession(settings);
    this.inForce = inForce;
    this.kept = new KeptStrategy(keptFile, settings.origin());
    this.reachability = new Reachability(SOURCE, events);
    this.backOff = new PollBackOff(settings.pollInterval(), random);
    this.thread = Thread.ofPlatform().daemon().name("bactrian-strategy").unstarted(this::run);
  }

  @Override
  public void start() throws InterruptedException {
    thread.start();
    begun.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<String> outage() {
    return reachability.outage();
  }

  @Override
  public void close() {
    stopping.countDown();
    // Ends a poll too; an interruption could end the writing of the copy.
    session.close();
    try {
      thread.join(STOP_PATIENCE_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Duration wait;
      do {
        wait = poll();
        begun.countDown();
      } while (!stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration poll() {
    try {
      Polled polled = session.poll();
      reachability.found();
      if (polled.document().length > 0) {
        take(polled.document());
      }
      backOff.answered();
      return polled.pause();
    } catch (IOException | RuntimeException failed) {
      // Whatever it is: this thread is all that will ever find the next document.
      if (stopping.getCount() > 0) {
        reachability.lost("" + failed.getMessage());
        restore();
      }
      return backOff.failed();
    }
  }

  private void take(byte[] document) {
    if (!inForce.wouldTake(document)) {
      restore();
    }
    if (inForce.offer(document, SOURCE)) {
      kept.write(inForce.current().orElseThrow().document().version(), document);
    }
  }

  private void restore() {
    if (begun.getCount() > 0) {
      kept.read().ifPresent(document -> inForce.offer(document, KEPT));
    }
  }
}
