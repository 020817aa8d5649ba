package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.utils.BinaryUtils;

/** What the SDK would send of a model class, so that tests can compare it as text. */
final class ConverseJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ConverseJson() {}

  static String of(SdkPojo pojo) {
    return value(pojo).toString();
  }

  static String of(List<?> pojos) {
    return value(pojos).toString();
  }

  private static JsonNode value(Object value) {
    return switch (value) {
      case SdkPojo pojo -> {
        ObjectNode object = JSON.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
          Object member = field.getValueOrDefault(pojo);
          if (member != null && !isUnset(member)) {
            object.set(field.memberName(), value(member));
          }
        }
        yield object;
      }
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode();
        list.forEach(element -> array.add(value(element)));
        yield array;
      }
      case Document document -> DocumentJson.write(document);
      case SdkBytes bytes -> JSON.textNode(BinaryUtils.toBase64(bytes.asByteArray()));
      case Integer number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(number);
      case Boolean flag -> JSON.booleanNode(flag);
      default -> JSON.textNode(value.toString());
    };
  }

  private static boolean isUnset(Object member) {
    String kind = member.getClass().getSimpleName();
    return kind.startsWith("DefaultSdkAutoConstruct") || member instanceof Map<?, ?>;
  }
}
