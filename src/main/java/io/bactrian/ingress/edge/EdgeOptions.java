package io.bactrian.ingress.edge;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/**
 * What Vert.x is told about the public port, for each protocol.
 *
 * @param http1 for HTTP/1.1 and 1.0, and for the port itself
 * @param http2 for HTTP/2 without TLS, by clients that begin with it
 */
record EdgeOptions(HttpServerOptions http1, HttpServerOptions http2) {

  private static final int BACKLOG = 1024;
  private static final int MAX_REQUEST_LINE = 8192;

  /** More resets by either side than this within the time below end the connection. */
  static final int MAX_RESETS = 200;

  private static final int RESETS_SECONDS = 30;

  /** How much of a body, and of all bodies of a connection, may be under way. */
  private static final int STREAM_WINDOW = 1 << 18;

  private static final int CONNECTION_WINDOW = 1 << 20;

  /**
   * @param port negative for a free one, the same for all listeners that give the same number
   */
  static EdgeOptions of(EdgeSettings settings, int port) {
    HttpServerOptions http1 =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(port)
            .setMaxHeaderSize(settings.maxHeaderBytes())
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setHttp2ClearTextEnabled(false)
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setAcceptBacklog(BACKLOG)
            .setTcpNoDelay(true)
            .setReuseAddress(true);
    return new EdgeOptions(http1, http2(http1, settings));
  }

  private static HttpServerOptions http2(HttpServerOptions http1, EdgeSettings settings) {
    return new HttpServerOptions(http1)
        .setHttp2ClearTextEnabled(true)
        .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
        .setHttp2RstFloodWindowDuration(RESETS_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(Http2Frames.MAX_STREAMS)
                .setMaxHeaderListSize(settings.maxHeaderBytes())
                .setInitialWindowSize(STREAM_WINDOW));
  }

  @Override
  public String toString() {
    return "%s:%d".formatted(http1.getHost(), http1.getPort());
  }
}
