package io.bactrian.strategy;

import io.bactrian.event.EventPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A file that is watched: by what the system tells of its directory, and by looks at it, as nothing
 * is told of bind mounts and of what stands behind links.
 */
public final class StrategyFile implements StrategySource {

  static final String SOURCE = "file";

  private static final long LOOK_MILLIS = 500;

  /** An editor may be writing it just now. */
  private static final long HALF_WRITTEN_MILLIS = 200;

  private static final long STOP_PATIENCE_MILLIS = 2_000;

  private final Path file;
  private final StrategyInForce inForce;
  private final Reachability reachability;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private Optional<DirectoryWatch> watch = Optional.empty();
  private FileLook seen;

  public StrategyFile(Path file, StrategyInForce inForce, EventPublisher events) {
    this.file = file.toAbsolutePath();
    this.inForce = inForce;
    this.reachability = new Reachability(SOURCE, events);
    this.thread = Thread.ofPlatform().daemon().name("bactrian-strategy").unstarted(this::run);
  }

  @Override
  public void start() throws IOException, InterruptedException {
    seen = FileLook.at(file);
    if (!take()) {
      throw new IOException(inForce.refusal().orElseThrow().reason());
    }
    watch = DirectoryWatch.of(file);
    thread.start();
  }

  @Override
  public Optional<String> outage() {
    return reachability.outage();
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (watch.isPresent()) {
        watch.get().close();
      }
      thread.join(STOP_PATIENCE_MILLIS);
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        look(isTouched());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it is time for a look; returns whether the system tells of a change. */
  private boolean isTouched() throws InterruptedException {
    if (watch.isPresent()) {
      return watch.get().await(LOOK_MILLIS);
    }
    stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return false;
  }

  private void look(boolean touched) throws InterruptedException {
    try {
      FileLook now = FileLook.at(file);
      if (touched || !now.equals(seen)) {
        take();
        // What has changed since this look is seen by the next one.
        seen = now;
      }
      reachability.found();
    } catch (NoSuchFileException gone) {
      reachability.lost(file.getFileName() + " is not there any more");
    } catch (IOException | RuntimeException unreadable) {
      // Whatever it is: this thread is all that will ever find the next document.
      reachability.lost("" + unreadable);
    }
  }

  private boolean take() throws IOException, InterruptedException {
    byte[] bytes = FileLook.read(file);
    if (!inForce.wouldTake(bytes)) {
      stopping.await(HALF_WRITTEN_MILLIS, TimeUnit.MILLISECONDS);
      bytes = FileLook.read(file);
    }
    return inForce.offer(bytes, SOURCE);
  }
}
