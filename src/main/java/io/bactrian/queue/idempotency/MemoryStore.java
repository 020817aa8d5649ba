package io.bactrian.queue.idempotency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.bactrian.queue.QueueReply;
import java.time.Duration;
import java.util.Optional;

/** In this process only, and of so many kinds of work; forgotten when it ends. */
public final class MemoryStore implements IdempotencyStore {

  /** {@code reply} is empty while the work is being done. */
  private record Entry(
      String fingerprint, String messageId, Optional<QueueReply> reply, Duration time) {}

  private final Cache<String, Entry> entries;

  /** {@code ticker}: nanoseconds of a clock that never goes back. */
  public MemoryStore(int maxEntries, Ticker ticker) {
    entries =
        Caffeine.newBuilder()
            .maximumSize(maxEntries)
            .ticker(ticker)
            .expireAfter(Expiry.writing((String key, Entry entry) -> entry.time()))
            .build();
  }

  @Override
  public Claim claim(Work work, Duration lease) {
    var mine = new Entry(work.fingerprint(), work.messageId(), Optional.empty(), lease);
    Entry before = entries.asMap().putIfAbsent(work.key(), mine);
    if (before == null) {
      return new Claim.Mine();
    }
    if (!before.fingerprint().equals(work.fingerprint())) {
      return new Claim.OtherContent();
    }
    if (before.reply().isPresent()) {
      return new Claim.Done(before.reply().get());
    }
    return before.messageId().equals(work.messageId()) ? new Claim.Mine() : new Claim.Held();
  }

  @Override
  public void keep(Work work, QueueReply reply, Duration time) {
    entries.put(
        work.key(), new Entry(work.fingerprint(), work.messageId(), Optional.of(reply), time));
  }

  @Override
  public void release(Work work) {
    entries
        .asMap()
        .computeIfPresent(
            work.key(),
            (key, entry) ->
                entry.reply().isEmpty() && entry.messageId().equals(work.messageId())
                    ? null
                    : entry);
  }
}
