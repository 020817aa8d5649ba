package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Lets only plain JSON in UTF-8 in: no forms, no uploads, no compressed bodies. */
final class MediaTypes implements Handler<RoutingContext> {

  private final EdgePaths paths;

  MediaTypes(EdgePaths paths) {
    this.paths = paths;
  }

  @Override
  public void handle(RoutingContext routing) {
    MultiMap headers = routing.request().headers();
    String path = EdgeRequest.of(routing).path();
    boolean needed =
        Bodies.announced(headers)
            || (takesBody(routing.request().method()) && paths.jsonApi().test(path));
    if (!needed || (isPlain(headers) && isJson(headers.get(HttpHeaders.CONTENT_TYPE), path))) {
      routing.next();
    } else {
      routing.fail(EdgeFault.UNSUPPORTED_MEDIA_TYPE.status());
    }
  }

  private static boolean takesBody(HttpMethod method) {
    return method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH;
  }

  private static boolean isPlain(MultiMap headers) {
    String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    return encoding == null || encoding.equalsIgnoreCase("identity");
  }

  private boolean isJson(String contentType, String path) {
    return isJson(contentType) || (isUntyped(contentType) && paths.untypedJson().test(path));
  }

  private static boolean isUntyped(String contentType) {
    return contentType == null || contentType.equalsIgnoreCase("application/octet-stream");
  }

  static boolean isJson(String contentType) {
    if (contentType == null) {
      return false;
    }
    if (contentType.equals("application/json")) {
      return true;
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return isJsonType(type.strip()) && (end < 0 || isUtf8(contentType.substring(end + 1)));
  }

  private static boolean isJsonType(String type) {
    String tree = "application/";
    String suffix = "+json";
    int suffixAt = type.length() - suffix.length();
    return type.equalsIgnoreCase("application/json")
        || (type.regionMatches(true, 0, tree, 0, tree.length())
            && suffixAt > tree.length()
            && type.regionMatches(true, suffixAt, suffix, 0, suffix.length()));
  }

  /** Other parameters than charset say nothing about the bytes, and are let through. */
  private static boolean isUtf8(String parameters) {
    int from = 0;
    while (from <= parameters.length()) {
      int end = parameters.indexOf(';', from);
      end = end < 0 ? parameters.length() : end;
      String parameter = parameters.substring(from, end).strip();
      if (parameter.regionMatches(true, 0, "charset", 0, 7)
          && !parameter.equalsIgnoreCase("charset=utf-8")
          && !parameter.equalsIgnoreCase("charset=\"utf-8\"")) {
        return false;
      }
      from = end + 1;
    }
    return true;
  }
}
