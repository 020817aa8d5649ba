package io.bactrian.scenario.resilience;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every request that was sent, by its id, and what became of it: none may be forgotten. */
final class CallLedger {

  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Map<String, ClientCall> ended = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> endedInPhase = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();

  void sent(String id) {
    sent.incrementAndGet();
    underWay.add(id);
  }

  void ended(ClientCall call) {
    if (ended.put(call.id(), call) != null) {
      throw new IllegalStateException("ended twice: " + call.id());
    }
    endedInPhase.computeIfAbsent(call.phase(), any -> new AtomicInteger()).incrementAndGet();
    underWay.remove(call.id());
  }

  int endedIn(String phase) {
    AtomicInteger count = endedInPhase.get(phase);
    return count == null ? 0 : count.get();
  }

  int size() {
    return sent.get();
  }

  int countUnderWay() {
    return underWay.size();
  }

  /** The requests of which nothing was heard. */
  Set<String> underWay() {
    return Set.copyOf(underWay);
  }

  /** All that have ended, as they were sent. */
  List<ClientCall> calls() {
    return ended.values().stream().sorted(Comparator.comparingLong(ClientCall::sentNanos)).toList();
  }
}
