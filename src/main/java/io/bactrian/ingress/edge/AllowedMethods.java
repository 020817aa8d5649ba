package io.bactrian.ingress.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.TreeSet;

/** The methods that the routes of a path take, for the {@code Allow} header of a 405. */
final class AllowedMethods {

  private final Router router;

  AllowedMethods(Router router) {
    this.router = router;
  }

  String at(String path) {
    String[] segments = path.split("/", -1);
    TreeSet<String> names = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.getPath() != null && route.methods() != null && matches(route, segments)) {
        for (HttpMethod method : route.methods()) {
          names.add(method.name());
        }
      }
    }
    return String.join(", ", names);
  }

  private static boolean matches(Route route, String[] segments) {
    String[] pattern = route.getPath().split("/", -1);
    boolean open = !route.isExactPath();
    if (open ? segments.length < pattern.length : segments.length != pattern.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      boolean last = open && i == pattern.length - 1;
      boolean fits = last ? segments[i].startsWith(pattern[i]) : segments[i].equals(pattern[i]);
      if (!fits && !pattern[i].startsWith(":")) {
        return false;
      }
    }
    return true;
  }
}
