package io.bactrian.bedrock;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import software.amazon.eventstream.Message;

/**
 * Cuts bytes into messages of {@code application/vnd.amazon.eventstream} as they come. The SDK's
 * decoder takes two megabytes from the first byte on, for each stream; this one takes no more than
 * the message that it waits for.
 */
final class FrameDecoder {

  /** Total length, length of the headers, and the CRC-32 of both: four bytes each. */
  private static final int PRELUDE = 12;

  private static final int PRELUDE_CRC = 8;
  private static final int SHORTEST = 16;

  /** Bedrock's own limit. */
  private static final int LONGEST = 16 * 1_024 * 1_024;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private boolean ours;

  /** Takes more bytes; the buffer belongs to the decoder from now on, and is only read. */
  void feed(ByteBuffer more) {
    if (!bytes.hasRemaining()) {
      bytes = more;
      ours = false;
      return;
    }
    int needed = bytes.remaining() + more.remaining();
    if (!ours || bytes.capacity() - bytes.limit() < more.remaining()) {
      ByteBuffer larger = ByteBuffer.allocate(ours ? 2 * needed : needed);
      larger.put(bytes).flip();
      bytes = larger;
      ours = true;
    }
    int begin = bytes.position();
    int end = bytes.limit() + more.remaining();
    bytes.position(bytes.limit()).limit(end);
    bytes.put(more).position(begin);
  }

  /**
   * The next message, once all of it has come.
   *
   * @throws IllegalArgumentException when the bytes are no message, or damaged
   */
  Optional<Message> next() {
    if (bytes.remaining() < PRELUDE) {
      return Optional.empty();
    }
    int length = length();
    if (bytes.remaining() < length) {
      return Optional.empty();
    }
    Message message = Message.decode(bytes.slice(bytes.position(), length));
    bytes.position(bytes.position() + length);
    return Optional.of(message);
  }

  /** Whether {@link #next} has one to give, or to refuse. */
  boolean hasNext() {
    return bytes.remaining() >= PRELUDE && bytes.remaining() >= bytes.getInt(bytes.position());
  }

  /** Checked before the rest has come: a damaged length would be waited for, or fill the memory. */
  private int length() {
    var crc = new CRC32();
    crc.update(bytes.slice(bytes.position(), PRELUDE_CRC));
    int length = bytes.getInt(bytes.position());
    if ((int) crc.getValue() != bytes.getInt(bytes.position() + PRELUDE_CRC)
        || length < SHORTEST
        || length > LONGEST) {
      throw new IllegalArgumentException("not the beginning of an event stream message");
    }
    return length;
  }
}
