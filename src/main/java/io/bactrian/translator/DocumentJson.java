package io.bactrian.translator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;

/** JSON of a free form, as Jackson and as the SDK hold it. Numbers keep every digit both ways. */
public final class DocumentJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectReader EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);

  private DocumentJson() {}

  /** The document of one JSON value, which has no numbers that JSON cannot write. */
  public static Document read(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Document> members = LinkedHashMap.newLinkedHashMap(json.size());
        json.properties().forEach(member -> members.put(member.getKey(), read(member.getValue())));
        yield Document.fromMap(members);
      }
      case ARRAY -> {
        List<Document> items = new ArrayList<>(json.size());
        json.forEach(item -> items.add(read(item)));
        yield Document.fromList(items);
      }
      case STRING -> Document.fromString(json.textValue());
      case BOOLEAN -> Document.fromBoolean(json.booleanValue());
      case NUMBER -> Document.fromNumber(number(json));
      case NULL, MISSING -> Document.fromNull();
      case BINARY, POJO ->
          throw new IllegalArgumentException("not a JSON value: " + json.getNodeType());
    };
  }

  /** The document of a JSON text; empty when it is not one JSON value. */
  public static Optional<Document> parse(String text) {
    try {
      JsonNode json = EXACT.readTree(text);
      return json.isMissingNode() ? Optional.empty() : Optional.of(read(json));
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /** The JSON value of a document. */
  public static JsonNode write(Document document) {
    if (document.isMap()) {
      ObjectNode object = JSON.objectNode();
      document.asMap().forEach((name, member) -> object.set(name, write(member)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(item -> array.add(write(item)));
      return array;
    }
    if (document.isString()) {
      return JSON.textNode(document.asString());
    }
    if (document.isBoolean()) {
      return JSON.booleanNode(document.asBoolean());
    }
    return document.isNumber() ? number(document.asNumber()) : JSON.nullNode();
  }

  private static SdkNumber number(JsonNode json) {
    if (json.isInt()) {
      return SdkNumber.fromInteger(json.intValue());
    }
    if (json.isLong()) {
      return SdkNumber.fromLong(json.longValue());
    }
    return json.isIntegralNumber()
        ? SdkNumber.fromBigInteger(json.bigIntegerValue())
        : SdkNumber.fromBigDecimal(json.decimalValue());
  }

  /** An exponent stays an exponent: written out, some would fill the memory. */
  private static JsonNode number(SdkNumber number) {
    String digits = number.stringValue();
    boolean integral = digits.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    if (!integral) {
      return DecimalNode.valueOf(new BigDecimal(digits));
    }
    var value = new BigInteger(digits);
    if (value.bitLength() < Integer.SIZE) {
      return JSON.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValue())
        : JSON.numberNode(value);
  }
}
