package io.bactrian.simulator.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls of every region and model; safe for use by any number of threads. */
public final class CallLog {

  /** Counts the calls of the models beyond the first thousand of a region. */
  public static final String OTHER_MODELS = "(other)";

  private static final int MOST_MODELS = 1000;

  private final Map<String, Map<String, Tally>> regions = new ConcurrentHashMap<>();

  /** Counts a call as received. */
  public CountedCall received(String region, String modelId) {
    Tally tally = tally(region, modelId);
    tally.received();
    return new CountedCall(tally);
  }

  private Tally tally(String region, String modelId) {
    Map<String, Tally> models = regions.get(region);
    if (models == null) {
      models = regions.computeIfAbsent(region, any -> new ConcurrentHashMap<>());
    }
    Tally known = models.get(modelId);
    if (known != null) {
      return known;
    }
    // Clients choose the model ids, so without a limit they could fill the memory.
    String name = models.size() < MOST_MODELS ? modelId : OTHER_MODELS;
    return models.computeIfAbsent(name, any -> new Tally());
  }

  /** The calls that the region has received. */
  public long calls(String region) {
    return counts().getOrDefault(region, Map.of()).values().stream()
        .mapToLong(CallCount::received)
        .sum();
  }

  /** The calls that the region has received for that decoded model id. */
  public long calls(String region, String modelId) {
    return count(region, modelId).received();
  }

  /** How the calls of that decoded model id in that region went. */
  public CallCount count(String region, String modelId) {
    Tally tally = regions.getOrDefault(region, Map.of()).get(modelId);
    return tally == null ? new CallCount(0, 0, Map.of(), 0) : tally.count();
  }

  /** How all calls went, by region and decoded model id, both in alphabetical order. */
  public Map<String, Map<String, CallCount>> counts() {
    Map<String, Map<String, CallCount>> counts = new TreeMap<>();
    regions.forEach(
        (region, models) -> {
          Map<String, CallCount> byModel = new TreeMap<>();
          models.forEach((model, tally) -> byModel.put(model, tally.count()));
          counts.put(region, byModel);
        });
    return counts;
  }

  /** Starts all counts again from zero; calls that are under way are not counted any more. */
  public void reset() {
    regions.clear();
  }
}
