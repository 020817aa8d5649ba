package io.bactrian.bedrock;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams may be open at once, over all regions: each holds memory while it is read. */
public final class StreamPlaces {

  private final Semaphore free;

  public StreamPlaces(int most) {
    free = new Semaphore(most);
  }

  /**
   * Takes a place; what is returned gives it back, once, however often it runs.
   *
   * @throws CallFailed when there is none
   */
  Runnable take() {
    if (!free.tryAcquire()) {
      throw new CallFailed(FailureKind.GATEWAY_TOO_MANY_STREAMS, List.of(), "no place");
    }
    var taken = new AtomicBoolean(true);
    return () -> {
      if (taken.compareAndSet(true, false)) {
        free.release();
      }
    };
  }
}
