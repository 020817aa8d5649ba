package io.bactrian.ingress.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly the bytes it is told to. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MS = 15_000;

  private final Socket socket;

  RawConnection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Whether the server still takes bytes from us. */
  boolean takes(String text) {
    try {
      send(text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Everything until the server closes; a reset counts as a close. */
  String readToEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        all.write(b);
      }
    } catch (SocketException reset) {
      all.write('\n');
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** One reply with a Content-Length, leaving what follows unread. */
  String readReply() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return head.toString();
      }
      head.append((char) b);
    }
    int at = head.toString().toLowerCase().indexOf("content-length: ");
    if (at < 0) {
      return head.toString();
    }
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
