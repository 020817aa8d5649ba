package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Every request that was sent, by its id, and what became of it: none may be forgotten. */
final class Ledger {

  /** The end of one request; {@code problem} is null where a reply came. */
  private record Entry(Reply reply, Throwable problem) {}

  private static final Entry UNDER_WAY = new Entry(null, null);

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  void sent(String requestId) {
    if (entries.put(requestId, UNDER_WAY) != null) {
      throw new IllegalArgumentException("request id used twice: " + requestId);
    }
  }

  void ended(String requestId, Reply reply, Throwable problem) {
    entries.put(requestId, new Entry(reply, problem));
  }

  int size() {
    return entries.size();
  }

  Collection<Reply> replies() {
    return entries.values().stream().map(Entry::reply).filter(reply -> reply != null).toList();
  }

  /** Fails with the requests that have no reply, another one's reply, or not such a reply. */
  void assertEvery(String description, Predicate<Reply> expected) {
    List<String> wrong =
        entries.entrySet().stream()
            .filter(entry -> !isAs(entry.getKey(), entry.getValue(), expected))
            .map(Object::toString)
            .toList();
    assertThat(wrong).as("not %s, of %d requests", description, entries.size()).isEmpty();
  }

  private static boolean isAs(String requestId, Entry entry, Predicate<Reply> expected) {
    return entry.reply() != null
        && entry.reply().header("x-request-id").equals(requestId)
        && expected.test(entry.reply());
  }
}
