package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The SDK's objects as Bedrock's JSON and back, so that tables can be read. */
final class SdkJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SdkJson() {}

  static JsonNode json(Object value) {
    return switch (value) {
      case SdkPojo pojo -> {
        ObjectNode object = JSON.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
          Object member = field.getValueOrDefault(pojo);
          if (isThere(member)) {
            object.set(field.locationName(), json(member));
          }
        }
        yield object;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, member) -> object.set((String) key, json(member)));
        yield object;
      }
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode();
        list.forEach(element -> array.add(json(element)));
        yield array;
      }
      case SdkBytes bytes -> JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArray()));
      case Document document -> DocumentJson.write(document);
      case Integer number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(Double.parseDouble(number.toString()));
      case Boolean flag -> JSON.booleanNode(flag);
      default -> JSON.textNode(value.toString());
    };
  }

  private static boolean isThere(Object member) {
    return member != null
        && !(member instanceof SdkAutoConstructList)
        && !(member instanceof SdkAutoConstructMap);
  }

  static <T> T built(SdkPojo builder, JsonNode json, Class<T> type) {
    return type.cast(built(builder, json));
  }

  private static Object built(SdkPojo builder, JsonNode json) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode value = json.get(field.locationName());
      if (value != null) {
        field.set(builder, value(field, value));
      }
    }
    return ((SdkBuilder<?, ?>) builder).build();
  }

  private static Object value(SdkField<?> field, JsonNode json) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return built(field.constructor().get(), json);
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      json.forEach(one -> list.add(value(element, one)));
      return list;
    }
    if (type == MarshallingType.MAP) {
      Map<String, String> map = new LinkedHashMap<>();
      json.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
      return map;
    }
    if (type == MarshallingType.INTEGER) {
      return json.intValue();
    }
    if (type == MarshallingType.DOCUMENT) {
      return DocumentJson.read(json);
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromByteArray(Base64.getDecoder().decode(json.textValue()));
    }
    return type == MarshallingType.LONG ? (Object) json.longValue() : json.asText();
  }
}
