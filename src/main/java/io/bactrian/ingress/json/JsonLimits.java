package io.bactrian.ingress.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How much JSON one body may hold; lengths are in characters. */
public record JsonLimits(
    int maxDepth, int maxStringLength, int maxNumberLength, int maxNameLength, long maxTokens) {

  public JsonLimits {
    check("max-depth", maxDepth);
    check("max-string-length", maxStringLength);
    check("max-number-length", maxNumberLength);
    check("max-name-length", maxNameLength);
    check("max-tokens", maxTokens);
  }

  private static void check(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "bactrian.json.%s is %d, must be at least 1".formatted(key, value));
    }
  }

  /** A mapper that refuses what is over a limit, ambiguous, or not JSON. */
  public JsonMapper mapper() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(maxDepth)
            .maxStringLength(maxStringLength)
            .maxNumberLength(maxNumberLength)
            .maxNameLength(maxNameLength)
            .maxTokenCount(maxTokens)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }
}
