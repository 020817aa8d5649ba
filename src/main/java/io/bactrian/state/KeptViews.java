package io.bactrian.state;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the views in a store, and tells once of each that cannot be used. Used by one thread. */
final class KeptViews {

  private static final Logger LOG = LoggerFactory.getLogger(KeptViews.class);

  private final StateStore store;
  private final InstantSource clock;
  private final Map<String, String> told = new HashMap<>();

  KeptViews(StateStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** All views that can be used; whose it is, the store knows better than the view. */
  Map<String, StateView> read() throws IOException {
    Map<String, String> kept = store.read();
    told.keySet().retainAll(kept.keySet());
    Map<String, StateView> views = new HashMap<>();
    kept.forEach((instance, text) -> parse(instance, text, views));
    for (StateView expired : views.values().stream().filter(this::isExpired).toList()) {
      views.remove(expired.instance());
      store.remove(expired.instance());
    }
    return views;
  }

  private boolean isExpired(StateView view) {
    return view.expires() + StateCodec.LARGEST_SKEW.toMillis() < clock.millis();
  }

  private void parse(String instance, String text, Map<String, StateView> views) {
    try {
      views.put(instance, StateCodec.read(text, clock.millis()).of(instance));
      told.remove(instance);
    } catch (UnusableState unusable) {
      if (!unusable.getMessage().equals(told.put(instance, unusable.getMessage()))) {
        LOG.warn(
            "The state of {} in the store {} is ignored: {}",
            instance,
            store.name(),
            unusable.getMessage());
      }
    }
  }

  /** The views of all gateways but one. */
  static List<StateView> ofOthers(Map<String, StateView> views, String own) {
    List<StateView> others = new ArrayList<>();
    views.forEach(
        (instance, view) -> {
          if (!instance.equals(own)) {
            others.add(view);
          }
        });
    return others;
  }
}
