package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes any model object of the SDK as the JSON that Bedrock has for it: binary content in base64,
 * absent members left out, lists and maps that were sent empty kept.
 */
public final class SdkJsonWriter {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The members that travel in the body. */
  public ObjectNode write(SdkPojo modelled) {
    ObjectNode object = JSON.objectNode();
    for (SdkField<?> field : modelled.sdkFields()) {
      Object value = field.getValueOrDefault(modelled);
      if (field.location() == MarshallLocation.PAYLOAD && !isAbsent(value)) {
        object.set(field.locationName(), json(value));
      }
    }
    return object;
  }

  private JsonNode json(Object value) {
    return switch (value) {
      case String text -> JSON.textNode(text);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case Boolean truth -> JSON.booleanNode(truth);
      case SdkBytes bytes ->
          JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
      case Document document -> DocumentJson.write(document);
      case SdkPojo modelled -> write(modelled);
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode(list.size());
        list.forEach(item -> array.add(json(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((name, item) -> object.set(name.toString(), json(item)));
        yield object;
      }
      default -> throw new IllegalStateException("a type that is not written: " + value.getClass());
    };
  }

  private static boolean isAbsent(Object value) {
    return value == null
        || value instanceof SdkAutoConstructList<?>
        || value instanceof SdkAutoConstructMap<?, ?>;
  }
}
