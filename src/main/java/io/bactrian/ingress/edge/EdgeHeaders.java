package io.bactrian.ingress.edge;

import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The header names that the edge owns or lets in. */
public final class EdgeHeaders {

  public static final String REQUEST_ID = "x-request-id";

  /** Reading of the injected clock when the first byte of the request was read. */
  public static final String RECEIVED_NANOS = "x-bactrian-received-nanos";

  /** {@code interactive} or {@code batch}: who is admitted first when places are short. */
  public static final String PRIORITY = "x-bactrian-priority";

  /** {@code true}: nothing is called, the reply tells what would be. */
  public static final String EXPLAIN = "x-bactrian-explain";

  /** By which a client tells what it wants of the gateway; others that begin so never come in. */
  static final List<String> OF_CLIENTS =
      List.of(
          "x-bactrian-deadline-ms",
          "x-bactrian-geo",
          PRIORITY,
          "x-bactrian-use-case",
          EXPLAIN,
          "x-bactrian-operator");

  static final CharSequence REQUEST_ID_NAME = HttpHeaders.createOptimized(REQUEST_ID);
  static final CharSequence RECEIVED_NANOS_NAME = HttpHeaders.createOptimized(RECEIVED_NANOS);
  static final CharSequence PRIORITY_NAME = HttpHeaders.createOptimized(PRIORITY);
  static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
  static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private EdgeHeaders() {}
}
