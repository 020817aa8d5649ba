package io.bactrian.ingress.edge;

/**
 * How one request ended, told exactly once per request.
 *
 * @param route the pattern of the matched route, or {@value #UNMATCHED}
 * @param status the status of the reply; of no meaning to the client if it left
 * @param clientLeft the connection was gone before the reply was complete
 */
public record EdgeRequestEnd(
    String requestId,
    String method,
    String route,
    int status,
    long durationNanos,
    long bytesIn,
    long bytesOut,
    boolean clientLeft) {

  public static final String UNMATCHED = "unmatched";
}
