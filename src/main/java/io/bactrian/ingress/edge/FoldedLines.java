package io.bactrian.ingress.edge;

import io.netty.buffer.ByteBuf;

/** Finds header lines that continue on the next line, which HTTP/1.1 has abolished. */
final class FoldedLines {

  private static final byte LF = '\n';

  /** Netty consumes whole lines, so after the request line a buffer always begins with a line. */
  private boolean atHeaderLine;

  void requestLineRead() {
    atHeaderLine = true;
  }

  void nextHead() {
    atHeaderLine = false;
  }

  /** Looks only as far as the empty line that ends the head: what follows is not ours to judge. */
  boolean in(ByteBuf buffer) {
    int at = buffer.readerIndex();
    int end = buffer.writerIndex();
    if (atHeaderLine) {
      byte first = buffer.getByte(at);
      if (isBlank(first) || endsHead(first)) {
        return isBlank(first);
      }
    } else {
      while (at < end && buffer.getByte(at) <= ' ') {
        at++;
      }
    }
    while (at < end) {
      int lf = buffer.indexOf(at, end, LF);
      at = lf + 1;
      if (lf < 0 || at >= end) {
        return false;
      }
      byte first = buffer.getByte(at);
      if (isBlank(first) || endsHead(first)) {
        return isBlank(first);
      }
    }
    return false;
  }

  private static boolean endsHead(byte b) {
    return b == '\r' || b == LF;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
