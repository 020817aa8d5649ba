package io.bactrian.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The operation and the decoded model id that a request path names.
 *
 * <p>The path is split before it is decoded: an ARN holds {@code /}, which clients send as {@code
 * %2F}, and decoding first would tear it into segments.
 */
public record RequestTarget(Operation operation, String modelId) {

  private static final String PREFIX = "/model/";

  /** Empty if the path is none of {@code /model/{modelId}/<operation>}. */
  public static Optional<RequestTarget> parse(String rawPath) {
    int slash = rawPath.lastIndexOf('/');
    if (!rawPath.startsWith(PREFIX) || slash <= PREFIX.length()) {
      return Optional.empty();
    }
    String modelId = rawPath.substring(PREFIX.length(), slash);
    if (modelId.indexOf('/') >= 0) {
      return Optional.empty();
    }
    return Operation.ofSegment(rawPath.substring(slash + 1))
        .map(operation -> new RequestTarget(operation, decode(modelId)));
  }

  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    var bytes = new ByteArrayOutputStream(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      int octet = segment.charAt(i) == '%' ? octet(segment, i + 1) : -1;
      if (octet >= 0) {
        bytes.write(octet);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(segment.charAt(i)).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int octet(String segment, int at) {
    if (at + 1 >= segment.length()) {
      return -1;
    }
    int high = Character.digit(segment.charAt(at), 16);
    int low = Character.digit(segment.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
