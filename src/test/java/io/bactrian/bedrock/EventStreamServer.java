package io.bactrian.bedrock;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A Bedrock that answers every request with the same pieces of bytes, and then as it is told. */
final class EventStreamServer implements AutoCloseable {

  /** What comes after the last piece. */
  enum Ending {
    /** The end of the answer, so that the connection can be used again. */
    WELL,
    FIN,
    RESET,
    /** Nothing, until the client closes the connection. */
    SILENCE
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger busy = new AtomicInteger();
  private volatile List<byte[]> pieces = List.of();
  private volatile Ending ending = Ending.WELL;
  private volatile String lastHead = "";

  EventStreamServer() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void play(List<byte[]> newPieces, Ending newEnding) {
    pieces = newPieces;
    ending = newEnding;
  }

  Ending ending() {
    return ending;
  }

  /** Request line and headers of the last request. */
  String lastHead() {
    return lastHead;
  }

  /** How many requests are being answered, which for silence is until the client gives up. */
  int busy() {
    return busy.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      var in = new BufferedInputStream(connection.getInputStream());
      boolean goesOn = true;
      while (goesOn && readRequest(in)) {
        busy.incrementAndGet();
        try {
          goesOn = answer(connection, in);
        } finally {
          busy.decrementAndGet();
        }
      }
    } catch (IOException gone) {
      // The client has left, which clients may.
    }
  }

  private boolean readRequest(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    in.readNBytes(contentLength(text));
    lastHead = text;
    return true;
  }

  private static int contentLength(String head) {
    return head.toLowerCase(Locale.ROOT)
        .lines()
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Returns whether the connection can be used again. */
  private boolean answer(Socket connection, InputStream in) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(
        ascii(
            """
            HTTP/1.1 200 OK\r
            Content-Type: application/vnd.amazon.eventstream\r
            x-amzn-RequestId: r-1\r
            Transfer-Encoding: chunked\r
            \r
            """));
    for (byte[] piece : pieces) {
      out.write(ascii(Integer.toHexString(piece.length) + "\r\n"));
      out.write(piece);
      out.write(ascii("\r\n"));
    }
    switch (ending) {
      case WELL -> out.write(ascii("0\r\n\r\n"));
      case FIN -> {}
      // A close with unsent time zero is what makes the kernel send RST and not FIN.
      case RESET -> connection.setSoLinger(true, 0);
      case SILENCE -> in.transferTo(OutputStream.nullOutputStream());
    }
    return ending == Ending.WELL;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
