package io.bactrian.ingress.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.LongSupplier;

/** What the edge sees, and adds, of a connection's frames before Vert.x makes requests of them. */
final class Http2Frames extends Http2FrameListenerDecorator {

  /** How many requests a client may have in progress on one connection. */
  static final int MAX_STREAMS = 128;

  private final Http2Connection connection;
  private final Http2Connection.PropertyKey key;
  private final LongSupplier nanoTime;

  Http2Frames(
      Http2FrameListener listener,
      Http2Connection connection,
      Http2Connection.PropertyKey key,
      LongSupplier nanoTime) {
    super(listener);
    this.connection = connection;
    this.key = key;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean last)
      throws Http2Exception {
    prepare(streamId, headers, last);
    super.onHeadersRead(ctx, streamId, headers, padding, last);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last)
      throws Http2Exception {
    prepare(streamId, headers, last);
    super.onHeadersRead(ctx, streamId, headers, dependency, weight, exclusive, padding, last);
  }

  private void prepare(int streamId, Http2Headers headers, boolean last) throws Http2Exception {
    // A client that has not acknowledged our settings is not yet held to them by the codec.
    if (connection.numActiveStreams() > MAX_STREAMS) {
      throw Http2Exception.streamError(
          streamId, Http2Error.REFUSED_STREAM, "More than %d streams", MAX_STREAMS);
    }
    // Overwrites what the client may have sent under this name.
    headers.set(EdgeHeaders.RECEIVED_NANOS, Long.toString(nanoTime.getAsLong()));
    if (!last && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      // So the rest of the edge learns of the body as it does over HTTP/1.1, where clients say so.
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    Http2Stream stream = connection.stream(streamId);
    StreamProgress progress = stream == null ? null : stream.getProperty(key);
    if (progress != null) {
      progress.windowUpdated();
    }
    super.onWindowUpdateRead(ctx, streamId, increment);
  }
}
