package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.MemberPath;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** Reads single values of the types that Bedrock's model has; nothing is rounded or converted. */
final class JsonScalars {

  private JsonScalars() {}

  static Object read(JsonNode json, MarshallingKnownType type, MemberPath path) {
    return switch (type) {
      case STRING -> text(json, path);
      case BOOLEAN -> truth(json, path);
      case INTEGER -> integer(json, path);
      case LONG -> longInteger(json, path);
      case FLOAT -> (float) number(json, Float.MAX_VALUE, path);
      case DOUBLE -> number(json, Double.MAX_VALUE, path);
      case SDK_BYTES -> bytes(json, path);
      default -> throw new IllegalStateException(path + " is of a type that is not read: " + type);
    };
  }

  private static String text(JsonNode json, MemberPath path) {
    if (!json.isTextual()) {
      throw path.refusal("must be a string");
    }
    return json.textValue();
  }

  private static Boolean truth(JsonNode json, MemberPath path) {
    if (!json.isBoolean()) {
      throw path.refusal("must be true or false");
    }
    return json.booleanValue();
  }

  private static Integer integer(JsonNode json, MemberPath path) {
    if (!json.isIntegralNumber() || !json.canConvertToInt()) {
      throw path.refusal("must be an integer of at most 32 bits");
    }
    return json.intValue();
  }

  private static Long longInteger(JsonNode json, MemberPath path) {
    if (!json.isIntegralNumber() || !json.canConvertToLong()) {
      throw path.refusal("must be an integer of at most 64 bits");
    }
    return json.longValue();
  }

  private static double number(JsonNode json, double greatest, MemberPath path) {
    if (!json.isNumber() || !(Math.abs(json.doubleValue()) <= greatest)) {
      throw path.refusal("must be a number up to " + greatest);
    }
    return json.doubleValue();
  }

  private static SdkBytes bytes(JsonNode json, MemberPath path) {
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text(json, path)));
    } catch (IllegalArgumentException malformed) {
      throw path.refusal("must be a base64 string");
    }
  }
}
