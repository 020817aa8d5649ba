package io.bactrian.state;

import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import java.nio.file.Path;
import java.time.Duration;

/** A gateway's targets with a keeper of their state, in manual time, as after a start. */
final class Restart implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofMillis(100);

  final TestPool pool = new TestPool(Calls.EAST, Calls.WEST);
  final StateKeeper keeper;

  /** A start, that long after time began, of the gateway {@code instance} with {@code store}. */
  Restart(Duration later, String instance, StateStore store) throws InterruptedException {
    pool.clock.advance(later);
    keeper = new StateKeeper(store, instance, knowledge(pool), pool.clock, INTERVAL);
    keeper.start();
  }

  static Restart from(Path file, Duration later) throws InterruptedException {
    return new Restart(later, "me", new FileStore("me", file));
  }

  static Knowledge knowledge(TestPool pool) {
    return new Knowledge(pool.breakers, pool.pool, pool.poolBreaker, TargetScores.NONE);
  }

  @Override
  public void close() {
    keeper.close();
  }
}
