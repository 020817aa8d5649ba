package io.bactrian.call;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller asks of the gateway itself, besides the question.
 *
 * @param deadline longest time from the first byte of the request to its reply; empty for the
 *     gateway's own
 * @param geos where the question may be answered, as the regions' geo tags; empty for anywhere
 */
public record CallOptions(Optional<Duration> deadline, Set<String> geos) {

  /** Nothing asked. */
  public static final CallOptions NONE = new CallOptions(Optional.empty(), Set.of());

  public CallOptions {
    geos = Set.copyOf(geos);
  }
}
