package io.bactrian.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Every value of an SDK type that has exactly one leaf set, in two versions, found by walking the
 * members that the SDK itself knows: new members of new SDK versions come along by themselves.
 */
final class RequestVariants {

  private static final int DEEPEST = 9;

  private RequestVariants() {}

  static List<SdkPojo> of(Supplier<SdkPojo> builder) {
    List<SdkPojo> variants = new ArrayList<>();
    for (Object variant : pojos(builder, 0)) {
      variants.add((SdkPojo) variant);
    }
    return variants;
  }

  private static List<Object> pojos(Supplier<SdkPojo> builder, int depth) {
    List<Object> variants = new ArrayList<>();
    for (SdkField<?> field : builder.get().sdkFields()) {
      for (Object value : values(field, depth + 1)) {
        SdkPojo one = builder.get();
        field.set(one, value);
        variants.add(((Buildable) one).build());
      }
    }
    if (variants.isEmpty()) {
      variants.add(((Buildable) builder.get()).build());
    }
    return variants;
  }

  private static List<Object> values(SdkField<?> field, int depth) {
    if (depth > DEEPEST) {
      return List.of();
    }
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return pojos(field.constructor(), depth);
    }
    if (type == MarshallingType.LIST) {
      List<Object> lists = new ArrayList<>();
      for (Object item : values(field.getTrait(ListTrait.class).memberFieldInfo(), depth)) {
        lists.add(List.of(item));
        lists.add(List.of(item, item));
      }
      return lists;
    }
    if (type == MarshallingType.MAP) {
      List<Object> maps = new ArrayList<>();
      for (Object item : values(field.getTrait(MapTrait.class).valueFieldInfo(), depth)) {
        maps.add(Map.of("a", item));
        maps.add(Map.of("b", item));
      }
      return maps;
    }
    return leaves(type);
  }

  private static List<Object> leaves(MarshallingType<?> type) {
    if (type == MarshallingType.STRING) {
      return List.of("a", "b");
    }
    if (type == MarshallingType.INTEGER) {
      return List.of(0, 1);
    }
    if (type == MarshallingType.LONG) {
      return List.of(0L, 1L);
    }
    if (type == MarshallingType.FLOAT) {
      return List.of(0f, 1f);
    }
    if (type == MarshallingType.DOUBLE) {
      return List.of(0d, 1d);
    }
    if (type == MarshallingType.BOOLEAN) {
      return List.of(true, false);
    }
    if (type == MarshallingType.SDK_BYTES) {
      return List.of(SdkBytes.fromUtf8String("a"), SdkBytes.fromUtf8String("b"));
    }
    if (type == MarshallingType.DOCUMENT) {
      return List.of(Document.fromString("a"), Document.fromNumber(1));
    }
    throw new IllegalStateException("no sample of " + type);
  }
}
