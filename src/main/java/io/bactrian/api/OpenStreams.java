package io.bactrian.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that clients are reading just now. */
public final class OpenStreams {

  private final Set<StreamRelay> relays = ConcurrentHashMap.newKeySet();

  void opened(StreamRelay relay) {
    relays.add(relay);
  }

  void over(StreamRelay relay) {
    relays.remove(relay);
  }

  /** Ends them all, telling each client in its protocol that its answer is not complete. */
  public void breakOff() {
    relays.forEach(StreamRelay::stop);
  }
}
