package io.bactrian.upstream;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many that may be there at once. */
public final class Places {

  private final Semaphore free;

  public Places(int most) {
    free = new Semaphore(most);
  }

  /** A place, given back by running it, once, however often it runs; empty when there is none. */
  public Optional<Runnable> take() {
    if (!free.tryAcquire()) {
      return Optional.empty();
    }
    var taken = new AtomicBoolean(true);
    return Optional.of(
        () -> {
          if (taken.compareAndSet(true, false)) {
            free.release();
          }
        });
  }
}
