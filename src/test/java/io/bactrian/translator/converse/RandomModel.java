package io.bactrian.translator.converse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Model objects of the SDK with members chosen from a seed; unions have exactly one. */
final class RandomModel {

  private static final int DEEPEST = 7;

  private final UnionTypes unions = new UnionTypes();
  private final Random random;

  RandomModel(long seed) {
    random = new Random(seed);
  }

  /** Sets members that travel in the body, and builds. */
  SdkPojo built(SdkPojo builder) {
    fill(builder, 0);
    return (SdkPojo) ((Buildable) builder).build();
  }

  private void fill(SdkPojo builder, int depth) {
    boolean union = unions.contains((SdkPojo) ((Buildable) builder).build());
    List<SdkField<?>> fields =
        builder.sdkFields().stream()
            .filter(field -> field.location() == MarshallLocation.PAYLOAD)
            .toList();
    if (fields.isEmpty()) {
      return;
    }
    if (union) {
      SdkField<?> field = fields.get(random.nextInt(fields.size()));
      field.set(builder, value(field, depth));
      return;
    }
    for (SdkField<?> field : fields) {
      if (depth < DEEPEST && random.nextInt(3) > 0) {
        field.set(builder, value(field, depth));
      }
    }
  }

  private Object value(SdkField<?> field, int depth) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> "s" + random.nextInt(999);
      case BOOLEAN -> random.nextBoolean();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case SDK_BYTES -> SdkBytes.fromUtf8String("b" + random.nextInt(999));
      case DOCUMENT -> document();
      case SDK_POJO -> {
        SdkPojo nested = field.constructor().get();
        fill(nested, depth + 1);
        yield ((Buildable) nested).build();
      }
      case LIST -> {
        List<Object> items = new ArrayList<>();
        SdkField<?> item = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        for (int i = depth < DEEPEST ? random.nextInt(3) : 0; i > 0; i--) {
          items.add(value(item, depth));
        }
        yield items;
      }
      case MAP -> {
        Map<String, Object> values = new LinkedHashMap<>();
        SdkField<?> item = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
        for (int i = depth < DEEPEST ? random.nextInt(3) : 0; i > 0; i--) {
          values.put("k" + i, value(item, depth));
        }
        yield values;
      }
      default -> throw new AssertionError("a type of the model that is not read: " + field);
    };
  }

  private Document document() {
    return Document.mapBuilder()
        .putNumber("n", random.nextInt())
        .putList("l", l -> l.addBoolean(true).addNull().addString("s"))
        .build();
  }
}
