package io.bactrian.queue.idempotency;

import io.bactrian.queue.QueueReply;
import io.bactrian.store.RedisStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** In Redis, for all gateways that share it; a key for each kind of work. */
public final class RedisIdempotencyStore implements IdempotencyStore {

  private static final String PREFIX = "work:" + EntryCodec.VERSION + ":";

  private final RedisStore redis;

  /** {@code redis} stays open when this store is closed. */
  public RedisIdempotencyStore(RedisStore redis) {
    this.redis = redis;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Claim claim(Work work, Duration lease) throws IOException {
    byte[] claim = EntryCodec.write(Entry.claimed(work));
    Optional<byte[]> met = answer(redis.claim(PREFIX + work.key(), claim, lease));
    return met.isEmpty() ? new Claim.Mine() : EntryCodec.read(met.get()).met(work);
  }

  @Override
  public void keep(Work work, QueueReply reply, Duration time) throws IOException {
    byte[] entry = EntryCodec.write(Entry.done(work, reply));
    answer(redis.put(PREFIX + work.key(), entry, time));
  }

  @Override
  public void release(Work work) throws IOException {
    byte[] claim = EntryCodec.write(Entry.claimed(work));
    answer(redis.removeIf(PREFIX + work.key(), claim));
  }

  /** Waits no longer than the timeout of Redis. */
  private static <T> T answer(CompletableFuture<T> asked) throws IOException {
    try {
      return asked.join();
    } catch (CompletionException unavailable) {
      throw new IOException(unavailable.getCause().getMessage(), unavailable.getCause());
    }
  }
}
