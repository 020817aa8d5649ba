package io.bactrian.simulator.wire;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Encodes messages of {@code application/vnd.amazon.eventstream}. */
public final class EventFrame {

  private static final int TOTAL_LENGTH_LOW_BYTE = 3;
  private static final int LENGTH_ERROR = 0x10;

  private EventFrame() {}

  public static byte[] event(String eventType, byte[] payload) {
    return encode(":event-type", eventType, "event", payload);
  }

  public static byte[] exception(ExceptionType type, byte[] payload) {
    return encode(":exception-type", type.memberName(), "exception", payload);
  }

  /** The frame with a message CRC that does not fit its bytes. */
  public static byte[] withWrongCrc(byte[] frame) {
    byte[] corrupt = frame.clone();
    corrupt[corrupt.length - 1] ^= 1;
    return corrupt;
  }

  /** The frame with a total length that is not its length; the prelude CRC stays and shows it. */
  public static byte[] withWrongLength(byte[] frame) {
    byte[] corrupt = frame.clone();
    corrupt[TOTAL_LENGTH_LOW_BYTE] ^= LENGTH_ERROR;
    return corrupt;
  }

  private static byte[] encode(String typeHeader, String type, String messageType, byte[] payload) {
    Map<String, HeaderValue> headers = LinkedHashMap.newLinkedHashMap(3);
    headers.put(typeHeader, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString(messageType));
    ByteBuffer encoded = new Message(headers, payload).toByteBuffer();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
