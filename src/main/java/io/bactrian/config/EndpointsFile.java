package io.bactrian.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The file of endpoints of Amazon Bedrock Connect Helper: a JSON array of objects {@code {region,
 * primary, region_profile_prefix, next_available_time}}, of which only the region must be there.
 */
final class EndpointsFile {

  /**
   * A region of the file.
   *
   * @param prefix of its inference profiles, empty for none
   * @param availableFrom when it may be asked again, in the past where nothing holds it
   */
  record Endpoint(String region, boolean primary, String prefix, Instant availableFrom) {}

  private static final String REGION = "region";
  private static final String PRIMARY = "primary";
  private static final String PREFIX = "region_profile_prefix";
  private static final String TIME = "next_available_time";
  private static final List<String> MEMBERS = List.of(REGION, PRIMARY, PREFIX, TIME);

  /** A later time is one in milliseconds. */
  private static final long LATEST_SECOND = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

  private final String key;
  private final String path;

  private EndpointsFile(String key, String path) {
    this.key = key;
    this.path = path;
  }

  /**
   * Reads the file.
   *
   * @throws InvalidSetting naming the file, the line or element, and what is allowed there
   */
  static List<Endpoint> read(String key, String path) {
    return new EndpointsFile(key, path).endpoints();
  }

  private List<Endpoint> endpoints() {
    JsonNode array = parsed();
    if (!array.isArray() || array.isEmpty()) {
      throw refused("", "a JSON array of at least one object with " + MEMBERS);
    }
    List<Endpoint> endpoints = new ArrayList<>();
    Set<String> regions = new HashSet<>();
    for (JsonNode element : array) {
      String where = ", element " + (endpoints.size() + 1);
      Endpoint endpoint = endpoint(element, where);
      if (!regions.add(endpoint.region())) {
        throw refused(where, "each region once, and " + endpoint.region() + " was there already");
      }
      endpoints.add(endpoint);
    }
    return endpoints;
  }

  private JsonNode parsed() {
    try {
      return JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readTree(Files.readString(Path.of(path)));
    } catch (JsonProcessingException broken) {
      throw refused(
          ", line " + broken.getLocation().getLineNr(),
          "a JSON array of objects with " + MEMBERS + " (" + broken.getOriginalMessage() + ")");
    } catch (IOException | InvalidPathException unreadable) {
      throw InvalidSetting.of(
          key, path, "none, or the path of a readable file in UTF-8 (" + unreadable + ")");
    }
  }

  private Endpoint endpoint(JsonNode element, String where) {
    if (!element.isObject()) {
      throw refused(where, "an object with " + MEMBERS);
    }
    for (Iterator<String> names = element.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        throw refused(where + ", member " + name, "one of " + MEMBERS);
      }
    }
    JsonNode region =
        member(element, REGION, where, JsonNode::isTextual, "a region's name, of a-z, 0-9 and '-'");
    if (!region.asText().matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw refused(where + ", member " + REGION, "a region's name, of a-z, 0-9 and '-'");
    }
    JsonNode time =
        member(
            element,
            TIME,
            where,
            value -> value.isIntegralNumber() && isSecond(value),
            "seconds since 1970, as a whole number from 0 to " + LATEST_SECOND);
    JsonNode prefix =
        member(element, PREFIX, where, JsonNode::isTextual, "a prefix in quotes, or \"\" for none");
    JsonNode primary = member(element, PRIMARY, where, JsonNode::isBoolean, "true or false");
    return new Endpoint(
        region.asText(),
        primary.asBoolean(),
        prefix.asText(),
        Instant.ofEpochSecond(time.asLong()));
  }

  private JsonNode member(
      JsonNode element, String name, String where, Predicate<JsonNode> legal, String allowed) {
    JsonNode value = element.path(name);
    boolean absent = value.isMissingNode() && !name.equals(REGION);
    if (!absent && !legal.test(value)) {
      throw refused(where + ", member " + name, allowed);
    }
    return value;
  }

  private static boolean isSecond(JsonNode value) {
    return value.canConvertToLong() && value.asLong() >= 0 && value.asLong() <= LATEST_SECOND;
  }

  private InvalidSetting refused(String where, String allowed) {
    return new InvalidSetting(
        "setting " + key + ": the file " + path + where + " is not legal; allowed: " + allowed);
  }
}
