package io.bactrian.ingress.edge;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which paths get which treatment; every predicate sees the path that routing uses: normalised, and
 * without a trailing slash.
 *
 * @param guarded paths that need a permit of the {@link Admission}
 * @param jsonApi paths whose POST, PUT and PATCH must carry a JSON body
 * @param untypedJson paths of those whose JSON may also come as {@code application/octet-stream} or
 *     without a type
 * @param queryAllowed paths whose query string reaches the route; elsewhere it is cut off, because
 *     Camel turns query parameters into message headers
 * @param operations paths where everything but GET and HEAD changes the gateway's state
 * @param operationsPublic whether those answer on the public port too
 */
public record EdgePaths(
    Predicate<String> guarded,
    Predicate<String> jsonApi,
    Predicate<String> untypedJson,
    Predicate<String> queryAllowed,
    Predicate<String> operations,
    boolean operationsPublic) {

  public EdgePaths {
    Objects.requireNonNull(guarded);
    Objects.requireNonNull(jsonApi);
    Objects.requireNonNull(untypedJson);
    Objects.requireNonNull(queryAllowed);
    Objects.requireNonNull(operations);
  }
}
