package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.MemberPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads the JSON of a request into any model object of the SDK, strictly: no member is unknown,
 * every value has its type, and a union has exactly one member. Enumerations take any string, and
 * limits of lengths and ranges are Bedrock's to judge.
 */
public final class SdkJsonReader {

  private final UnionTypes unions = new UnionTypes();

  /**
   * Sets the members of a builder and returns it. Members that do not travel in the body, such as
   * {@code modelId}, are unknown here. JSON null counts as absent, except for a free-form document.
   *
   * @throws InvalidRequest naming the path, such as {@code messages[0].content[1].image}, and what
   *     is allowed there
   */
  public <B extends SdkPojo> B read(JsonNode body, B builder) {
    set(body, builder, MemberPath.BODY);
    return builder;
  }

  /** Returns how many members have been set. */
  private int set(JsonNode json, SdkPojo builder, MemberPath path) {
    if (json == null || !json.isObject()) {
      throw path.refusal("must be a JSON object");
    }
    Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
    int count = 0;
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      MemberPath at = path.member(member.getKey());
      SdkField<?> field = fields.get(member.getKey());
      if (field == null || field.location() != MarshallLocation.PAYLOAD) {
        throw at.unknown(allowed(fields));
      }
      if (!member.getValue().isNull() || type(field) == MarshallingKnownType.DOCUMENT) {
        field.set(builder, value(member.getValue(), field, at));
        count++;
      }
    }
    return count;
  }

  private Object value(JsonNode json, SdkField<?> field, MemberPath path) {
    return switch (type(field)) {
      case SDK_POJO -> object(json, field, path);
      case LIST -> list(json, field.getRequiredTrait(ListTrait.class).memberFieldInfo(), path);
      case MAP -> map(json, field.getRequiredTrait(MapTrait.class).valueFieldInfo(), path);
      case DOCUMENT -> DocumentJson.read(json);
      default -> JsonScalars.read(json, type(field), path);
    };
  }

  private SdkPojo object(JsonNode json, SdkField<?> field, MemberPath path) {
    SdkPojo builder = field.constructor().get();
    int count = set(json, builder, path);
    var built = (SdkPojo) ((Buildable) builder).build();
    if (count != 1 && unions.contains(built)) {
      throw path.refusal(
          "must have exactly one member of: "
              + String.join(", ", allowed(builder.sdkFieldNameToField())));
    }
    return built;
  }

  private List<Object> list(JsonNode json, SdkField<?> itemField, MemberPath path) {
    if (!json.isArray()) {
      throw path.refusal("must be an array");
    }
    List<Object> items = new ArrayList<>(json.size());
    for (JsonNode item : json) {
      items.add(value(item, itemField, path.item(items.size())));
    }
    return items;
  }

  private Map<String, Object> map(JsonNode json, SdkField<?> valueField, MemberPath path) {
    if (!json.isObject()) {
      throw path.refusal("must be a JSON object");
    }
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(json.size());
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      MemberPath at = path.member(entry.getKey());
      values.put(entry.getKey(), value(entry.getValue(), valueField, at));
    }
    return values;
  }

  private static MarshallingKnownType type(SdkField<?> field) {
    return field.marshallingType().getKnownType();
  }

  private static List<String> allowed(Map<String, SdkField<?>> fields) {
    return fields.entrySet().stream()
        .filter(field -> field.getValue().location() == MarshallLocation.PAYLOAD)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
