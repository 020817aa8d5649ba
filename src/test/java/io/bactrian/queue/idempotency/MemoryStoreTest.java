package io.bactrian.queue.idempotency;

import io.bactrian.fixture.ManualClock;
import java.time.Duration;

class MemoryStoreTest extends IdempotencyStoreContract {

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore(1_000, clock::getAsLong);

  @Override
  IdempotencyStore store() {
    return store;
  }

  @Override
  void letTimePass() {
    clock.advance(Duration.ofSeconds(1));
  }
}
