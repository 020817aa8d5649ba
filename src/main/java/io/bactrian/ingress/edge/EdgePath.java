package io.bactrian.ingress.edge;

import io.vertx.ext.web.RoutingContext;

/** The path by which the edge decides: the one that routing uses, without a trailing slash. */
final class EdgePath {

  /** What a path with a broken escape becomes; no path that routing knows is empty. */
  static final String MALFORMED = "";

  private EdgePath() {}

  /** Routing takes {@code /chat/} for {@code /chat}; deciding otherwise would open a side door. */
  static String of(RoutingContext routing) {
    String path;
    try {
      path = routing.normalizedPath();
    } catch (IllegalArgumentException badEscape) {
      return MALFORMED;
    }
    int last = path.length() - 1;
    return last > 0 && path.charAt(last) == '/' ? path.substring(0, last) : path;
  }
}
