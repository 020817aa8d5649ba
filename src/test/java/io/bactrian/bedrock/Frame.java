package io.bactrian.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * One event of a stream of Bedrock's.
 *
 * @param content whether it is worth showing to a caller
 * @param end whether it ends an answer
 */
record Frame(String type, String json, boolean content, boolean end) {

  /** A message whose headers are names and values in turn. */
  static Message message(String json, String... headers) {
    Map<String, HeaderValue> all = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], HeaderValue.fromString(headers[i + 1]));
    }
    return new Message(all, json.getBytes(StandardCharsets.UTF_8));
  }

  Message message() {
    return message(json, ":event-type", type, ":message-type", "event");
  }

  static byte[] bytes(Message message) {
    ByteBuffer encoded = message.toByteBuffer();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  static byte[] bytes(List<Frame> frames) {
    var all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(bytes(frame.message())));
    return all.toByteArray();
  }

  /** How many of the frames are whole in so many bytes. */
  static int wholeIn(List<Frame> frames, int length) {
    int whole = 0;
    int end = 0;
    for (Frame frame : frames) {
      end += bytes(frame.message()).length;
      if (end > length) {
        return whole;
      }
      whole++;
    }
    return whole;
  }

  /** The bytes in pieces of random sizes, none of them empty. */
  static List<byte[]> pieces(byte[] bytes, Random random) {
    List<byte[]> pieces = new ArrayList<>();
    int most = 1 + random.nextInt(Math.max(1, bytes.length));
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }
}
