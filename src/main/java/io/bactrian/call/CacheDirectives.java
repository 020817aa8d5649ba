package io.bactrian.call;

import java.time.Duration;
import java.util.Optional;

/**
 * What a caller allows of kept answers, in the words of RFC 9111 and RFC 5861.
 *
 * @param noCache no kept answer may be used, not even where no target answers
 * @param noStore the answer may not be kept
 * @param onlyIfCached no target may be asked
 * @param maxAge how old a kept answer may be; empty for what the gateway allows
 * @param staleIfError how much older it may be where no target answers; empty for what the gateway
 *     allows, or for none where {@code maxAge} is given
 */
public record CacheDirectives(
    boolean noCache,
    boolean noStore,
    boolean onlyIfCached,
    Optional<Duration> maxAge,
    Optional<Duration> staleIfError) {

  /** Nothing asked. */
  public static final CacheDirectives NONE =
      new CacheDirectives(false, false, false, Optional.empty(), Optional.empty());
}
