package io.bactrian.fallback;

import io.bactrian.call.GatewayCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;

/**
 * The identity of a question: SHA-256 over tenant, model and every member of the Converse request.
 * Two questions share a key only when they are the same in everything that changes the answer, so
 * no caller ever sees another one's answer. Every value is written with its type and length, so
 * that no two requests can be written alike.
 */
public final class QuestionKey {

  private static final String VERSION = "1";

  /** Hex digest, 64 characters. */
  public String of(GatewayCall call) {
    MessageDigest digest = sha256();
    text(digest, VERSION);
    text(digest, call.tenant());
    text(digest, call.model());
    pojo(digest, call.request());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void pojo(MessageDigest digest, SdkPojo pojo) {
    digest.update((byte) '{');
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null && !(isEmptyContainer(value))) {
        text(digest, field.memberName());
        value(digest, value);
      }
    }
    digest.update((byte) '}');
  }

  private static void value(MessageDigest digest, Object value) {
    switch (value) {
      case SdkPojo pojo -> pojo(digest, pojo);
      case List<?> list -> {
        digest.update((byte) '[');
        list.forEach(item -> value(digest, item));
        digest.update((byte) ']');
      }
      case Map<?, ?> map -> {
        digest.update((byte) '<');
        new TreeMap<Object, Object>(map)
            .forEach(
                (key, item) -> {
                  text(digest, key.toString());
                  value(digest, item);
                });
        digest.update((byte) '>');
      }
      case SdkBytes bytes -> bytes(digest, (byte) 'b', bytes.asByteArrayUnsafe());
      case Document document -> document(digest, document);
      default -> text(digest, value.getClass().getSimpleName() + ":" + value);
    }
  }

  private static void document(MessageDigest digest, Document document) {
    if (document.isMap()) {
      value(digest, document.asMap());
    } else if (document.isList()) {
      value(digest, document.asList());
    } else if (document.isString()) {
      value(digest, document.asString());
    } else if (document.isNumber()) {
      text(digest, "Number:" + document.asNumber().stringValue());
    } else if (document.isBoolean()) {
      value(digest, document.asBoolean());
    } else {
      text(digest, "Null");
    }
  }

  private static boolean isEmptyContainer(Object value) {
    return value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static void text(MessageDigest digest, String text) {
    bytes(digest, (byte) 's', text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(MessageDigest digest, byte type, byte[] bytes) {
    digest.update(ByteBuffer.allocate(5).put(type).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
