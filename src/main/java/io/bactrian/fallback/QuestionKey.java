package io.bactrian.fallback;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * The identity of a question: SHA-256 over tenant, model and every member of the request. Two
 * questions share a key only when they are the same in everything that changes the answer, so no
 * caller ever sees another one's answer. Every value is written with its type and length, so that
 * no two requests can be written alike.
 */
public final class QuestionKey {

  private static final String VERSION = "1";

  /** Hex digest, 64 characters. */
  public String of(GatewayCall call) {
    var out = new DigestBuffer();
    text(out, VERSION);
    text(out, call.tenant());
    text(out, call.model());
    text(out, kind(call));
    pojo(out, call.question().request());
    return HexFormat.of().formatHex(out.digest());
  }

  /** A conversation has one answer, streamed or not; a model's own formats have two. */
  private static String kind(GatewayCall call) {
    return switch (call.question()) {
      case Question.Converse converse -> "converse";
      case Question.Invoke invoke -> call.delivery().streamed() ? "invoke-stream" : "invoke";
      case Question.CountTokens count -> "count-tokens";
    };
  }

  private static void pojo(DigestBuffer out, SdkPojo pojo) {
    out.put('{');
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null && !(isEmptyContainer(value))) {
        text(out, field.memberName());
        value(out, value);
      }
    }
    out.put('}');
  }

  private static void value(DigestBuffer out, Object value) {
    switch (value) {
      // The most common block, without asking for each of its dozen members.
      case ContentBlock block when block.type() == ContentBlock.Type.TEXT && block.text() != null ->
          only(out, "text", block.text());
      case SystemContentBlock block
          when block.type() == SystemContentBlock.Type.TEXT && block.text() != null ->
          only(out, "text", block.text());
      case SdkPojo pojo -> pojo(out, pojo);
      case List<?> list -> {
        out.put('[');
        for (Object item : list) {
          value(out, item);
        }
        out.put(']');
      }
      case Map<?, ?> map -> {
        out.put('<');
        for (var entry : new TreeMap<Object, Object>(map).entrySet()) {
          text(out, entry.getKey().toString());
          value(out, entry.getValue());
        }
        out.put('>');
      }
      case SdkBytes bytes -> bytes(out, 'b', bytes.asByteArrayUnsafe());
      case Document document -> document(out, document);
      default -> text(out, value.getClass().getSimpleName() + ":" + value);
    }
  }

  private static void only(DigestBuffer out, String member, String value) {
    out.put('{');
    text(out, member);
    value(out, value);
    out.put('}');
  }

  private static void document(DigestBuffer out, Document document) {
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

  private static void text(DigestBuffer out, String text) {
    bytes(out, 's', text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DigestBuffer out, char type, byte[] bytes) {
    out.put(type);
    out.putInt(bytes.length);
    out.put(bytes);
  }
}
