package io.bactrian.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller asks of the gateway itself, besides the question.
 *
 * @param deadline longest time from the first byte of the request to its reply; empty for the
 *     gateway's own
 * @param geos where the question may be answered, as the geos of targets; empty for anywhere. From
 *     the plan on, these are the geos that the call's tenant allows, too.
 * @param cache what may be done with kept answers
 * @param useCase what the answer is for, where that is told beside the question
 * @param explain whether nothing shall be called, and told what would be
 */
public record CallOptions(
    Optional<Duration> deadline,
    Set<String> geos,
    CacheDirectives cache,
    Optional<String> useCase,
    boolean explain) {

  /** Nothing asked. */
  public static final CallOptions NONE =
      new CallOptions(Optional.empty(), Set.of(), CacheDirectives.NONE);

  public CallOptions {
    geos = Set.copyOf(geos);
  }

  /** No use case told. */
  public CallOptions(Optional<Duration> deadline, Set<String> geos, CacheDirectives cache) {
    this(deadline, geos, cache, Optional.empty(), false);
  }

  /** Nothing asked of kept answers. */
  public CallOptions(Optional<Duration> deadline, Set<String> geos) {
    this(deadline, geos, CacheDirectives.NONE);
  }

  public CallOptions withGeos(Set<String> newGeos) {
    return new CallOptions(deadline, newGeos, cache, useCase, explain);
  }

  /** Whether an answer may come from that geo. */
  public boolean allow(String geo) {
    return geos.isEmpty() || geos.contains(geo);
  }

  /** The targets that are in a geo from which an answer may come, in their order. */
  public List<Target> allowed(List<Target> targets) {
    return geos.isEmpty()
        ? targets
        : targets.stream().filter(target -> geos.contains(target.geo())).toList();
  }
}
