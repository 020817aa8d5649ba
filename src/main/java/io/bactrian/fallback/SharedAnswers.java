package io.bactrian.fallback;

import io.bactrian.call.GatewayCall;
import io.bactrian.store.RedisStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers that gateways share in Redis. A look-up takes at most the store's timeout; keeping
 * one is done on another thread, and is let be where too many wait for that already.
 */
public final class SharedAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);

  /** A new form of answers or keys gets a new prefix, so that no gateway reads another one's. */
  private static final String PREFIX = "answer:1:";

  private static final int MOST_WRITES = 64;

  private final RedisStore store;
  private final AnswerEnvelope envelope;
  private final Duration kept;
  private final int largestBytes;
  private final CacheTotals totals;
  private final Semaphore writes = new Semaphore(MOST_WRITES);
  private final AtomicBoolean unreadableTold = new AtomicBoolean();

  /**
   * @param kept how long an answer is kept
   * @param largestBytes a larger one is not kept
   */
  public SharedAnswers(
      RedisStore store,
      AnswerEnvelope envelope,
      Duration kept,
      int largestBytes,
      CacheTotals totals) {
    this.store = store;
    this.envelope = envelope;
    this.kept = kept;
    this.largestBytes = largestBytes;
    this.totals = totals;
  }

  /** The answer to the call's question; what is no such answer counts as none. */
  Optional<CachedAnswer> find(String key, GatewayCall call) {
    Optional<byte[]> value;
    try {
      value = store.get(PREFIX + key).join();
    } catch (CompletionException unavailable) {
      totals.redisErrors.increment();
      return Optional.empty();
    }
    if (value.isEmpty()) {
      totals.redisMisses.increment();
      return Optional.empty();
    }
    return read(value.get(), key, call);
  }

  private Optional<CachedAnswer> read(byte[] value, String key, GatewayCall call) {
    Optional<CachedAnswer> read;
    try {
      read =
          envelope
              .read(value, key)
              .filter(found -> KeepingRules.fits(found.answer(), call))
              .filter(found -> KeepingRules.mayBeKept(found.answer()));
    } catch (RuntimeException unreadable) {
      read = Optional.empty();
    }
    if (read.isPresent()) {
      totals.redisHits.increment();
    } else {
      totals.redisUnreadable.increment();
      if (unreadableTold.compareAndSet(false, true)) {
        LOG.warn("An answer in Redis is not one of ours and is passed over; told once");
      }
    }
    return read;
  }

  /** Keeps an answer, soon. */
  void keep(String key, CachedAnswer answer) {
    if (!store.isConnected() || !writes.tryAcquire()) {
      totals.redisNotKept.increment();
      return;
    }
    Thread.ofVirtual().name("keep-answer").start(() -> write(key, answer));
  }

  private void write(String key, CachedAnswer answer) {
    try {
      byte[] value = envelope.write(answer, key);
      if (value.length <= largestBytes) {
        store.put(PREFIX + key, value, kept).join();
      } else {
        totals.redisNotKept.increment();
      }
    } catch (RuntimeException unavailable) {
      // Nobody waits for this; that it was not kept is all there is to tell.
      totals.redisNotKept.increment();
    } finally {
      writes.release();
    }
  }
}
