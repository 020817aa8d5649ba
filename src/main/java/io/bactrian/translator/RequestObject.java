package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One JSON object of a request and its place in it, read strictly: what does not fit is refused by
 * its path, such as {@code messages[0].role}, with an {@link InvalidRequest}. JSON null counts as
 * absent.
 */
public final class RequestObject {

  private final MemberPath path;
  private final JsonNode json;
  private final RequestDialect dialect;

  private RequestObject(MemberPath path, JsonNode json, RequestDialect dialect) {
    this.path = path;
    this.json = json;
    this.dialect = dialect;
  }

  public static RequestObject body(JsonNode body, RequestDialect dialect) {
    if (body == null || !body.isObject()) {
      throw MemberPath.BODY.refusal("must be " + dialect.body());
    }
    return new RequestObject(MemberPath.BODY, body, dialect);
  }

  private RequestObject inner(MemberPath at, JsonNode value) {
    if (!value.isObject()) {
      throw at.refusal("must be " + dialect.object());
    }
    return new RequestObject(at, value, dialect);
  }

  public JsonNode json() {
    return json;
  }

  /** Whether members that the protocol does not know are left out without a word. */
  public boolean ignoresUnknown() {
    return dialect.unknown() == RequestDialect.Unknown.IGNORED;
  }

  /** Refuses members of other names, as far as the protocol does. */
  public RequestObject only(List<String> allowed) {
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (!allowed.contains(member.getKey()) && dialect.refuses(member.getValue())) {
        throw path.member(member.getKey()).unknown(allowed);
      }
    }
    return this;
  }

  public RequestObject only(String... allowed) {
    return only(List.of(allowed));
  }

  public boolean has(String name) {
    return json.hasNonNull(name);
  }

  /** A member of any type. */
  public Optional<JsonNode> member(String name) {
    return has(name) ? Optional.of(json.get(name)) : Optional.empty();
  }

  /** A string, which may be empty. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    Optional<JsonNode> value = member(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw refused(name, "must be a string");
    }
    return value.map(JsonNode::textValue);
  }

  public String nonBlankText(String name) {
    String text = text(name);
    if (text.isBlank()) {
      throw refused(name, "must not be blank");
    }
    return text;
  }

  public String matching(String name, Pattern pattern) {
    String text = text(name);
    if (!pattern.matcher(text).matches()) {
      throw refused(name, "must match " + pattern);
    }
    return text;
  }

  public String oneOf(String name, List<String> allowed) {
    String text =
        optionalText(name)
            .orElseThrow(
                () -> refused(name, "is required; allowed: " + String.join(", ", allowed)));
    if (!allowed.contains(text)) {
      throw refused(name, dialect.notAllowed(text, allowed));
    }
    return text;
  }

  public String oneOf(String name, String... allowed) {
    return oneOf(name, List.of(allowed));
  }

  /** A whole number of at most 32 bits. */
  public Optional<Integer> wholeNumber(String name, int least) {
    Optional<JsonNode> value = member(name);
    if (value.isPresent() && !isWholeNumber(value.get(), least)) {
      throw refused(name, "must be a whole number of at least " + least);
    }
    return value.map(JsonNode::intValue);
  }

  private static boolean isWholeNumber(JsonNode value, int least) {
    return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least;
  }

  /** A number from 0 to 1. */
  public Optional<Float> fraction(String name) {
    Optional<JsonNode> value = member(name);
    if (value.isPresent() && !isFraction(value.get())) {
      throw refused(name, "must be a number from 0 to 1");
    }
    return value.map(JsonNode::floatValue);
  }

  private static boolean isFraction(JsonNode value) {
    return value.isNumber()
        && value.decimalValue().signum() >= 0
        && value.decimalValue().compareTo(BigDecimal.ONE) <= 0;
  }

  /** A truth value; absent is false. */
  public boolean flag(String name) {
    Optional<JsonNode> value = member(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw refused(name, "must be true or false");
    }
    return value.isPresent() && value.get().booleanValue();
  }

  public RequestObject object(String name) {
    return optionalObject(name).orElseThrow(() -> missing(name));
  }

  public Optional<RequestObject> optionalObject(String name) {
    return member(name).map(value -> inner(path.member(name), value));
  }

  /** An array of objects; absent is empty. */
  public List<RequestObject> objects(String name) {
    List<RequestObject> objects = new ArrayList<>();
    for (JsonNode element : array(name, dialect.objects())) {
      objects.add(inner(path.member(name).item(objects.size()), element));
    }
    return objects;
  }

  /** An array of content blocks, or a string, which is short for one text block. */
  public List<RequestObject> blocks(String name) {
    if (!has(name) || !json.get(name).isTextual()) {
      return objects(name);
    }
    var block = JsonNodeFactory.instance.objectNode().put("type", "text");
    return List.of(inner(path.member(name), block.set("text", json.get(name))));
  }

  /** An array of strings that are not empty; absent is empty. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name, "an array")) {
      if (!element.isTextual() || element.textValue().isEmpty()) {
        throw refused(name, "must be an array of strings that are not empty");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private Iterable<JsonNode> array(String name, String rule) {
    Optional<JsonNode> value = member(name);
    if (value.isPresent() && !value.get().isArray()) {
      throw refused(name, "must be " + rule);
    }
    return value.map(array -> (Iterable<JsonNode>) array).orElse(List.of());
  }

  public InvalidRequest missing(String name) {
    return refused(name, "is required");
  }

  /** A refusal of a member; {@code why} says what it must be. */
  public InvalidRequest refused(String name, String why) {
    return path.member(name).refusal(why);
  }
}
