package io.bactrian.strategy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** Strict JSON in UTF-8, of which every value knows where it stands. */
record LocatedJson(JsonNode root) {

  /** In bytes; the largest document that AppConfig keeps itself. */
  static final int LARGEST = 1 << 20;

  private static final int DEEPEST = 16;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build();

  static LocatedJson read(byte[] bytes) throws InvalidStrategy {
    String text = text(bytes);
    try (JsonParser parser = MAPPER.createParser(text)) {
      var nodes = LocationJsonNodeFactoryFactory.getInstance().getJsonNodeFactory(parser);
      JsonNode root = MAPPER.reader(nodes).readTree(parser);
      if (root == null || root.isMissingNode()) {
        throw refused(parser.currentLocation(), "nothing is there; a JSON object is needed");
      }
      if (parser.nextToken() != null) {
        throw refused(
            parser.currentTokenLocation(), "nothing may come after the end of the object");
      }
      return new LocatedJson(root);
    } catch (JsonProcessingException broken) {
      throw refused(broken.getLocation(), "no legal JSON: " + broken.getOriginalMessage());
    } catch (IOException impossible) {
      throw new IllegalStateException("text is read without a hitch", impossible);
    }
  }

  /** A problem of the value at a JSON pointer. */
  Problem problem(String pointer, String reason) {
    JsonNode node = root.at(pointer);
    JsonLocation at = node.isMissingNode() ? null : JsonNodes.tokenLocationOf(node);
    return problem(at, pointer, reason);
  }

  private static Problem problem(JsonLocation at, String pointer, String reason) {
    return at == null
        ? new Problem(0, 0, pointer, reason)
        : new Problem(at.getLineNr(), at.getColumnNr(), pointer, reason);
  }

  private static InvalidStrategy refused(JsonLocation at, String reason) {
    return new InvalidStrategy(List.of(problem(at, "", reason)));
  }

  private static String text(byte[] bytes) throws InvalidStrategy {
    if (bytes.length > LARGEST) {
      throw refused(null, "it has " + bytes.length + " bytes; at most " + LARGEST + " are allowed");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException otherCharset) {
      throw refused(null, "it is not in UTF-8");
    }
  }
}
