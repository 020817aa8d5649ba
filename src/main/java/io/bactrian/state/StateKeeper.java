package io.bactrian.state;

import io.bactrian.store.RedisStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state in its store, on a thread of its own: restores it at the start, writes what
 * changes, and learns from the views of other gateways. No call ever waits for it, and a store that
 * is out costs nothing but what it would have kept.
 */
public final class StateKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

  /** Calls are not taken before the state is restored, but no longer than this. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(2);

  private static final long START_PAUSE_MILLIS = 50;

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
  private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(5);

  private final StateStore store;
  private final String instance;
  private final Observation observation;
  private final Restoration restoration;
  private final SharedLearning learning;
  private final KeptViews views;
  private final WritePolicy policy = new WritePolicy();
  private final InstantSource clock;
  private final Duration interval;
  private final Thread thread;
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch restored = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final LongAdder writes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder learnt = new LongAdder();
  private StateView last;
  private volatile long currentAt;
  private volatile boolean out;
  private volatile boolean starting;

  StateKeeper(
      StateStore store,
      String instance,
      Knowledge knowledge,
      InstantSource clock,
      Duration interval) {
    this.store = store;
    this.views = new KeptViews(store, clock);
    this.instance = instance;
    this.observation = new Observation(instance, knowledge, clock);
    this.restoration = new Restoration(knowledge, clock);
    this.learning = new SharedLearning(knowledge.pool(), clock);
    this.clock = clock;
    this.interval = interval;
    this.last = StateView.empty(instance);
    this.currentAt = clock.millis();
    this.thread = Thread.ofPlatform().daemon().name("bactrian-state").unstarted(this::run);
  }

  /**
   * A keeper of the state of the gateway {@code instance}, which has not begun yet.
   *
   * @param redis needed where the state is kept there
   */
  public static StateKeeper of(
      StateSettings settings,
      String instance,
      Knowledge knowledge,
      InstantSource clock,
      Optional<RedisStore> redis) {
    StateStore store =
        switch (settings.kind()) {
          case FILE -> new FileStore(instance, settings.file());
          case DYNAMODB -> new DynamoDbStore(instance, settings.namespace(), settings.dynamoDb());
          case REDIS -> new RedisViews(instance, settings.namespace(), redis.orElseThrow());
          case OFF -> throw new IllegalArgumentException("no state is kept");
        };
    return new StateKeeper(store, instance, knowledge, clock, settings.interval());
  }

  /** Begins, and waits a moment for what is kept: no call should be taken before it is restored. */
  public void start() throws InterruptedException {
    // Others may connect in the background; a file is there at once or not at all.
    starting = store.isShared();
    thread.start();
    restored.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    starting = false;
  }

  /** Says that something may have changed that is worth writing at once; never waits. */
  public void wake() {
    if (changes.availablePermits() == 0) {
      changes.release();
    }
  }

  public String store() {
    return store.name();
  }

  /** Whether the store did not answer when it was last asked. */
  public boolean isOut() {
    return out;
  }

  public long writes() {
    return writes.sum();
  }

  public long failures() {
    return failures.sum();
  }

  /** Openings and cool-downs that were learnt from other gateways. */
  public long learnt() {
    return learnt.sum();
  }

  /** Whole seconds since the store was last known to hold the present state. */
  public long ageSeconds() {
    return Math.max(0, clock.millis() - currentAt) / 1_000;
  }

  /** Writes for a last time, for a few seconds at most, and lets go of the store. */
  @Override
  public void close() {
    stopping.countDown();
    changes.release();
    try {
      thread.join(STOP_PATIENCE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }

  private void run() {
    try {
      do {
        keepInStep();
      } while (!pause());
      if (!out) {
        keepInStep();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      restored.countDown();
    }
  }

  /** Waits for a change, or the interval; returns whether the gateway stops. */
  private boolean pause() throws InterruptedException {
    if (isStarting()) {
      return stopping.await(START_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (out) {
      long doubled = interval.toMillis() << Math.min(policy.failuresInARow(), 16);
      return stopping.await(
          Math.min(doubled, LONGEST_OUTAGE_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
    }
    // What changes in a storm is written together, a few times in each interval.
    boolean stops = stopping.await(interval.toMillis() / 10, TimeUnit.MILLISECONDS);
    if (!stops && changes.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
      changes.drainPermits();
    }
    return stops || stopping.getCount() == 0;
  }

  private boolean isRestored() {
    return restored.getCount() == 0;
  }

  /** A store that is still being connected to is not out. */
  private boolean isStarting() {
    return starting && !isRestored();
  }

  private void keepInStep() {
    try {
      if (!isRestored() || store.isShared()) {
        read();
      }
      StateView now = observation.now(last);
      if (policy.isDue(last, now, store.isShared())) {
        StateView kept = now.expiring(policy.expires(now));
        store.write(StateCodec.write(kept), kept.expires());
        writes.increment();
        last = now;
      }
      currentAt = clock.millis();
      answered();
    } catch (IOException | RuntimeException failed) {
      failed(failed);
    }
  }

  private void read() throws IOException {
    Map<String, StateView> kept = views.read();
    List<StateView> others = KeptViews.ofOthers(kept, instance);
    if (!isRestored()) {
      int things = restoration.from(kept.get(instance), others);
      if (things > 0) {
        LOG.info("Restored {} breakers, cool-downs and drains from {}", things, store.name());
      }
      restored.countDown();
    }
    learnt.add(learning.from(others));
  }

  private void answered() {
    policy.answered();
    if (out) {
      out = false;
      LOG.info("State store {} answers again", store.name());
    }
  }

  private void failed(Exception failed) {
    if (isStarting()) {
      return;
    }
    failures.increment();
    policy.failed();
    if (!out) {
      out = true;
      LOG.warn("State store {} is out, calls go on without it: {}", store.name(), "" + failed);
    }
  }
}
