package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** Tables of what goes in and what comes out, each row with its name. */
final class GoldenRows {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private GoldenRows() {}

  static Stream<Arguments> of(String file) {
    try {
      JsonNode rows = JSON.readTree(Files.readString(Path.of("src/test/resources/openai", file)));
      return StreamSupport.stream(rows.spliterator(), false)
          .map(row -> Arguments.of(row.get("it").textValue(), row));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Numbers by value: the same number may be held in several ways. */
  static JsonNode normal(JsonNode json) {
    try {
      return JSON.readTree(json.toString());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
