package io.bactrian.api;

import io.bactrian.call.FailureKind;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that clients are reading just now. */
public final class OpenStreams {

  private final Set<StreamRelay> relays = ConcurrentHashMap.newKeySet();

  /** Runs a relay, which is among the open ones until it is over, however it ends. */
  Optional<FailureKind> during(StreamRelay relay) {
    relays.add(relay);
    try {
      return relay.run();
    } finally {
      relays.remove(relay);
    }
  }

  /** Ends them all, telling each client in its protocol that its answer is not complete. */
  public void breakOff() {
    relays.forEach(StreamRelay::stop);
  }
}
