package io.bactrian.ingress.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A client of HTTP/2 that sends exactly the frames it is told to, and none of its own accord. */
final class FrameConnection implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int WINDOW_UPDATE = 8;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;

  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final int PATIENCE_MS = 15_000;

  private final Socket socket;
  private final DataInputStream in;
  private final Http2HeadersEncoder encoder =
      new DefaultHttp2HeadersEncoder((name, value) -> false, true);
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true);

  /** Begins with the preface, and settings: pairs of a number and its value. */
  FrameConnection(int port, int... settings) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
    ByteBuf payload = Unpooled.buffer();
    for (int i = 0; i < settings.length; i += 2) {
      payload.writeShort(settings[i]).writeInt(settings[i + 1]);
    }
    socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, payload);
  }

  /** One frame of the connection; {@code stream} is 0 if it is about all of it. */
  record Frame(int type, int flags, int stream, byte[] payload) {

    int number() {
      return Unpooled.wrappedBuffer(payload).getInt(type == GO_AWAY ? 4 : 0);
    }

    boolean isLast() {
      return (flags & END_STREAM) != 0;
    }
  }

  /** What came back on a stream: all of it, or up to its reset. */
  record Reply(Http2Headers headers, String body) {

    String status() {
      return headers.status().toString();
    }
  }

  FrameConnection send(int type, int flags, int stream, ByteBuf payload) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(payload.readableBytes()).writeByte(type).writeByte(flags).writeInt(stream);
    frame.writeBytes(payload);
    socket.getOutputStream().write(ByteBufUtil.getBytes(frame));
    return this;
  }

  static Http2Headers head(String method, String path) {
    return new DefaultHttp2Headers(false)
        .method(method)
        .scheme("http")
        .authority("gateway")
        .path(path);
  }

  static Http2Headers json(String path) {
    return head("POST", path).set("content-type", "application/json");
  }

  FrameConnection ask(int stream, Http2Headers headers, boolean last)
      throws IOException, Http2Exception {
    ByteBuf block = Unpooled.buffer();
    encoder.encodeHeaders(stream, headers, block);
    return send(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block);
  }

  FrameConnection get(int stream, String path) throws IOException, Http2Exception {
    return ask(stream, head("GET", path), true);
  }

  FrameConnection data(int stream, String text, boolean last) throws IOException {
    ByteBuf payload = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    return send(DATA, last ? END_STREAM : 0, stream, payload);
  }

  FrameConnection reset(int stream) throws IOException {
    return send(RST_STREAM, 0, stream, Unpooled.copyInt(8));
  }

  /** Lets the server send more, on a stream or in all. */
  FrameConnection allow(int stream, int bytes) throws IOException {
    return send(WINDOW_UPDATE, 0, stream, Unpooled.copyInt(bytes));
  }

  Frame read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new Frame(type, flags, stream, in.readNBytes(length));
  }

  /** Skips what is before the next frame of a type. */
  Frame next(int type) throws IOException {
    return next(frame -> frame.type() == type);
  }

  Frame next(Predicate<Frame> wanted) throws IOException {
    Frame frame = read();
    while (!wanted.test(frame)) {
      frame = read();
    }
    return frame;
  }

  /** The reply to the only request in progress. */
  Reply reply() throws IOException, Http2Exception {
    Http2Headers headers = null;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Frame frame = next(f -> f.stream() != 0);
    while (true) {
      if (frame.type() == HEADERS) {
        ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
        block.skipBytes((frame.flags() & PRIORITY) != 0 ? PRIORITY_BYTES : 0);
        headers = decoder.decodeHeaders(frame.stream(), block);
      } else if (frame.type() == DATA) {
        body.write(frame.payload());
      }
      boolean interim = headers != null && headers.status().toString().startsWith("1");
      if (frame.type() == RST_STREAM || frame.isLast() || interim) {
        return new Reply(headers, body.toString(StandardCharsets.UTF_8));
      }
      frame = next(f -> f.stream() != 0);
    }
  }

  /** Reads until the server closes; returns the last frame, or null if there was none. */
  Frame readToEnd() throws IOException {
    Frame last = null;
    try {
      while (true) {
        last = read();
      }
    } catch (EOFException | SocketException closed) {
      return last;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
