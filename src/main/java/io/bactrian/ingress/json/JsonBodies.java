package io.bactrian.ingress.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads one JSON value from the bytes of a body. */
public final class JsonBodies {

  private final JsonLimits limits;
  private final JsonMapper mapper;

  public JsonBodies(JsonLimits limits) {
    this.limits = limits;
    this.mapper = limits.mapper();
  }

  public JsonNode read(byte[] body) throws BadJson {
    JsonText.check(body);
    try {
      JsonNode node = mapper.readTree(body);
      if (node == null || node.isMissingNode()) {
        throw new BadJson("The body is empty.");
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw new BadJson(overLimit(e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      throw new BadJson(malformed(e));
    } catch (IOException e) {
      throw new BadJson("The body is not JSON.");
    }
  }

  /** Jackson tells the limits apart only by the words of its message. */
  private String overLimit(String message) {
    if (message.contains("nesting depth")) {
      return "JSON is nested deeper than %d levels.".formatted(limits.maxDepth());
    }
    if (message.startsWith("String value")) {
      return "A JSON string is longer than %d characters.".formatted(limits.maxStringLength());
    }
    if (message.startsWith("Name")) {
      return "A JSON name is longer than %d characters.".formatted(limits.maxNameLength());
    }
    if (message.startsWith("Number") || message.startsWith("BigInteger")) {
      return "A JSON number is longer than %d characters.".formatted(limits.maxNumberLength());
    }
    if (message.startsWith("Token count")) {
      return "JSON has more than %d tokens.".formatted(limits.maxTokens());
    }
    return "JSON is over a limit.";
  }

  private static String malformed(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "JSON ends too early.";
    }
    String message = e.getOriginalMessage();
    if (message.startsWith("Duplicate field")) {
      return "An object has the same name twice%s.".formatted(at(e.getLocation()));
    }
    if (message.startsWith("Trailing token")) {
      return "Something follows the JSON value%s.".formatted(at(e.getLocation()));
    }
    return "Malformed JSON%s.".formatted(at(e.getLocation()));
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
