package io.bactrian.ingress.edge;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which paths get which treatment; every predicate sees the path that routing uses: normalised, and
 * without a trailing slash.
 *
 * @param guarded paths that need a permit of the {@link Admission}
 * @param jsonApi paths whose POST, PUT and PATCH must carry a JSON body
 * @param queryAllowed paths whose query string reaches the route; elsewhere it is cut off, because
 *     Camel turns query parameters into message headers
 */
public record EdgePaths(
    Predicate<String> guarded, Predicate<String> jsonApi, Predicate<String> queryAllowed) {

  public EdgePaths {
    Objects.requireNonNull(guarded);
    Objects.requireNonNull(jsonApi);
    Objects.requireNonNull(queryAllowed);
  }
}
