package io.bactrian.local;

import io.bactrian.call.Feature;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the local model is, and how patient the gateway is with it.
 *
 * @param url base address of its server
 * @param model its name there
 * @param supports what it has besides text
 * @param timeout longest time of a whole answer
 * @param firstContent longest time to the first content of a stream
 * @param idle longest silence of a stream after that
 * @param total longest time of a whole stream
 * @param maxConcurrent calls at once; further ones go past it
 */
public record LocalSettings(
    URI url,
    LocalApi api,
    String model,
    Optional<ApiKey> apiKey,
    Set<Feature> supports,
    Duration timeout,
    Duration firstContent,
    Duration idle,
    Duration total,
    int maxConcurrent) {

  public LocalSettings {
    supports = Set.copyOf(supports);
  }

  /** A secret that no log shows. */
  public record ApiKey(String value) {

    @Override
    public String toString() {
      return "***";
    }
  }
}
