package io.bactrian.queue.idempotency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.bactrian.queue.QueueReply;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** In this process only, and of so many kinds of work; forgotten when it ends. */
public final class MemoryStore implements IdempotencyStore {

  private record Timed(Entry entry, Duration time) {}

  private final ConcurrentMap<String, Timed> entries;

  /** {@code ticker}: nanoseconds of a clock that never goes back. */
  public MemoryStore(int maxEntries, Ticker ticker) {
    Cache<String, Timed> cache =
        Caffeine.newBuilder()
            .maximumSize(maxEntries)
            .ticker(ticker)
            .expireAfter(Expiry.writing((String key, Timed kept) -> kept.time()))
            .build();
    entries = cache.asMap();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Claim claim(Work work, Duration lease) {
    var mine = new Timed(Entry.claimed(work), lease);
    while (true) {
      Timed kept = entries.putIfAbsent(work.key(), mine);
      if (kept == null) {
        return new Claim.Mine();
      }
      if (!kept.entry().isClaimOf(work)) {
        return kept.entry().met(work);
      }
      if (entries.replace(work.key(), kept, mine)) {
        return new Claim.Mine();
      }
    }
  }

  @Override
  public void keep(Work work, QueueReply reply, Duration time) {
    entries.put(work.key(), new Timed(Entry.done(work, reply), time));
  }

  @Override
  public void release(Work work) {
    entries.computeIfPresent(work.key(), (key, kept) -> kept.entry().isClaimOf(work) ? null : kept);
  }
}
