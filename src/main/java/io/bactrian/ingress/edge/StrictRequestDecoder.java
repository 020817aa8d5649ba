package io.bactrian.ingress.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Netty's request decoder, made to refuse what it would repair: a Content-Length beside a
 * Transfer-Encoding (it drops the length) and folded header lines (it joins them).
 *
 * <p>Both repairs happen before any handler sees the request. A proxy in front that repairs the
 * other way round would see other request borders than we do, and a client could smuggle a request
 * past it. The decoder also stamps each request with the time of its first byte.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  private final Http1Guard guard;
  private final LongSupplier nanoTime;
  private final FoldedLines folds = new FoldedLines();

  private boolean inHead = true;
  private boolean stamped;
  private boolean refused;
  private long firstByteNanos;

  StrictRequestDecoder(HttpServerOptions options, Http1Guard guard, LongSupplier nanoTime) {
    super(options);
    this.guard = guard;
    this.nanoTime = nanoTime;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (refused || guard.isClosing()) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    if (inHead && buffer.isReadable() && !headBytes(buffer, out)) {
      return;
    }
    int decoded = out.size();
    super.decode(ctx, buffer, out);
    for (int i = decoded; i < out.size(); i++) {
      track(out.get(i));
    }
  }

  private boolean headBytes(ByteBuf buffer, List<Object> out) {
    if (!stamped) {
      stamped = true;
      firstByteNanos = nanoTime.getAsLong();
      guard.headBegan();
    }
    if (!folds.in(buffer)) {
      return true;
    }
    refused = true;
    buffer.skipBytes(buffer.readableBytes());
    HttpRequest refusal = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    refusal.setDecoderResult(DecoderResult.failure(new Refusal("Folded header lines.")));
    out.add(refusal);
    track(refusal);
    return false;
  }

  private void track(Object message) {
    if (message instanceof HttpRequest request) {
      inHead = false;
      // Overwrites what the client may have sent under this name.
      request.headers().set(EdgeHeaders.RECEIVED_NANOS_NAME, Long.toString(firstByteNanos));
      guard.headEnded();
    }
    if (message instanceof LastHttpContent) {
      inHead = true;
      stamped = false;
      folds.nextHead();
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    folds.requestLineRead();
    return super.createMessage(initialLine);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new Refusal("Both Content-Length and Transfer-Encoding.");
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    guard.readEnded();
  }
}
