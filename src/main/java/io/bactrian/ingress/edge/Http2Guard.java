package io.bactrian.ingress.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches one HTTP/2 connection and its streams: ends streams whose client has stopped reading or
 * holds them open for nothing, and closes the connection when nothing happens on it.
 *
 * <p>Everything but the last three methods of {@link ConnectionGuard} happens on the event loop.
 */
final class Http2Guard extends Http2ConnectionAdapter
    implements ConnectionGuard, IdleWatch.Watched {

  private final Channel channel;
  private final LongSupplier nanoTime;
  private final Http2ConnectionHandler handler;
  private final ChannelHandlerContext context;
  private final Http2Connection connection;
  private final Http2RemoteFlowController output;
  private final Http2Connection.PropertyKey key;
  private final IdleWatch idle;
  private final ConnectionEnd end;
  private boolean draining;

  Http2Guard(Channel channel, EdgeSettings settings, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.handler = channel.pipeline().get(Http2ConnectionHandler.class);
    this.context = channel.pipeline().context(handler);
    this.connection = handler.connection();
    this.output = handler.encoder().flowController();
    this.key = connection.newKey();
    this.idle = new IdleWatch(channel, nanoTime, settings.idleTimeout().toNanos(), this);
    this.end = new ConnectionEnd(channel);
    channel.attr(KEY).set(this);
  }

  @Override
  public void opened() {
    connection.addListener(this);
    var decoder = handler.decoder();
    decoder.frameListener(new Http2Frames(decoder.frameListener(), connection, key, nanoTime));
    idle.start();
  }

  @Override
  public void requestBegan(EdgeRequest request) {
    Http2Stream stream = connection.stream(request.streamId());
    if (stream == null) {
      request.end();
    } else {
      stream.setProperty(key, new StreamProgress(request));
    }
  }

  /** The end of its stream is what counts. */
  @Override
  public void requestEnded(EdgeRequest request) {}

  @Override
  public void onStreamClosed(Http2Stream stream) {
    StreamProgress progress = stream.getProperty(key);
    if (progress != null) {
      progress.request().end();
    }
    if (connection.numActiveStreams() == 0) {
      idle.restart();
      if (draining) {
        end.afterReply();
      }
    }
  }

  /** The other streams go on; the client may take a second to notice the reply and stop sending. */
  @Override
  public void closeAfterReply(EdgeRequest request) {
    int stream = request.streamId();
    channel
        .eventLoop()
        .schedule(
            () -> reset(stream, Http2Error.NO_ERROR),
            ConnectionEnd.LINGER_NANOS,
            TimeUnit.NANOSECONDS);
  }

  private void reset(int stream, Http2Error why) {
    if (connection.stream(stream) != null) {
      handler.resetStream(context, stream, why.code(), context.newPromise());
      context.flush();
    }
  }

  @Override
  public boolean isBusy() {
    List<Http2Stream> stuck = new ArrayList<>(0);
    try {
      connection.forEachActiveStream(
          stream -> {
            if (isStuck(stream)) {
              stuck.add(stream);
            }
            return true;
          });
    } catch (Http2Exception e) {
      throw new IllegalStateException("The streams cannot be listed", e);
    }
    stuck.forEach(stream -> reset(stream.id(), Http2Error.CANCEL));
    return connection.numActiveStreams() > 0;
  }

  private boolean isStuck(Http2Stream stream) {
    StreamProgress progress = stream.getProperty(key);
    return progress != null
        && progress.stands(output.windowSize(stream), output.hasFlowControlled(stream));
  }

  @Override
  public void idle() {
    drain();
  }

  @Override
  public void drain() {
    channel.eventLoop().execute(this::goAway);
  }

  /** The client asks elsewhere what it has not asked yet, and gets its replies to the rest. */
  private void goAway() {
    if (draining) {
      return;
    }
    draining = true;
    handler.goAway(
        context,
        connection.remote().lastStreamCreated(),
        Http2Error.NO_ERROR.code(),
        Unpooled.EMPTY_BUFFER,
        context.newPromise());
    context.flush();
    if (connection.numActiveStreams() == 0) {
      end.afterReply();
    }
  }

  @Override
  public void cut() {
    end.atOnce();
  }

  @Override
  public boolean isClosing() {
    return end.hasBegun();
  }
}
