package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What protocols do differently when they refuse a request.
 *
 * @param body what the body must be, in the words of a refusal
 * @param object what a member must be that is an object
 * @param objects what a member must be that is an array of objects
 * @param choice what is wrong with a string: {@code %1$s} stands for it, {@code %2$s} for those
 *     that are allowed
 * @param unknown what becomes of members that the protocol does not know
 */
public record RequestDialect(
    String body, String object, String objects, String choice, Unknown unknown) {

  /** What becomes of members that a protocol does not know. */
  public enum Unknown {
    REFUSED,
    /** Some clients send null for all that they know and the caller has not set. */
    REFUSED_UNLESS_NULL,
    IGNORED
  }

  /** Refuses whatever is unknown; {@code members} says what a body has. */
  public static RequestDialect of(String members) {
    return new RequestDialect(
        "a JSON object with " + members,
        "an object",
        "an array of objects",
        "must be one of %2$s",
        Unknown.REFUSED);
  }

  /** The same, but for members that are unknown. */
  public RequestDialect with(Unknown other) {
    return new RequestDialect(body, object, objects, choice, other);
  }

  boolean refuses(JsonNode unknownMember) {
    return switch (unknown) {
      case REFUSED -> true;
      case REFUSED_UNLESS_NULL -> !unknownMember.isNull();
      case IGNORED -> false;
    };
  }

  String notAllowed(String value, List<String> allowed) {
    return choice.formatted(InvalidRequest.quotable(value), String.join(", ", allowed));
  }
}
