package io.bactrian.fallback;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
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
 * The identity of a question: SHA-256 over tenant, model and every member of the request. Two
 * questions share a key only when they are the same in everything that changes the answer, so no
 * caller ever sees another one's answer. Every value is written with its type and length, so that
 * no two requests can be written alike.
 */
public final class QuestionKey {

  private static final String VERSION = "1";

  private static final int BUFFER = 2_048;

  /** Hex digest, 64 characters. */
  public String of(GatewayCall call) {
    MessageDigest digest = sha256();
    try (var out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(OutputStream.nullOutputStream(), digest), BUFFER))) {
      text(out, VERSION);
      text(out, call.tenant());
      text(out, call.model());
      text(out, kind(call));
      pojo(out, call.question().request());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a digest takes every byte", impossible);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A conversation has one answer, streamed or not; a model's own formats have two. */
  private static String kind(GatewayCall call) {
    return switch (call.question()) {
      case Question.Converse converse -> "converse";
      case Question.Invoke invoke -> call.delivery().streamed() ? "invoke-stream" : "invoke";
      case Question.CountTokens count -> "count-tokens";
    };
  }

  private static void pojo(DataOutputStream out, SdkPojo pojo) throws IOException {
    out.write('{');
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null && !(isEmptyContainer(value))) {
        text(out, field.memberName());
        value(out, value);
      }
    }
    out.write('}');
  }

  private static void value(DataOutputStream out, Object value) throws IOException {
    switch (value) {
      case SdkPojo pojo -> pojo(out, pojo);
      case List<?> list -> {
        out.write('[');
        for (Object item : list) {
          value(out, item);
        }
        out.write(']');
      }
      case Map<?, ?> map -> {
        out.write('<');
        for (var entry : new TreeMap<Object, Object>(map).entrySet()) {
          text(out, entry.getKey().toString());
          value(out, entry.getValue());
        }
        out.write('>');
      }
      case SdkBytes bytes -> bytes(out, 'b', bytes.asByteArrayUnsafe());
      case Document document -> document(out, document);
      default -> text(out, value.getClass().getSimpleName() + ":" + value);
    }
  }

  private static void document(DataOutputStream out, Document document) throws IOException {
    if (document.isMap()) {
      value(out, document.asMap());
    } else if (document.isList()) {
      value(out, document.asList());
    } else if (document.isString()) {
      value(out, document.asString());
    } else if (document.isNumber()) {
      text(out, "Number:" + document.asNumber().stringValue());
    } else if (document.isBoolean()) {
      value(out, document.asBoolean());
    } else {
      text(out, "Null");
    }
  }

  private static boolean isEmptyContainer(Object value) {
    return value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, 's', text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, char type, byte[] bytes) throws IOException {
    out.write(type);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
