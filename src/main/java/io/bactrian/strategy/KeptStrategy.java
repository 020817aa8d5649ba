package io.bactrian.strategy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.bactrian.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good document, on disk for a start without its source: a JSON object {@code {origin,
 * version, document}}, in which the document is a text. The file is whole at every moment.
 */
final class KeptStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(KeptStrategy.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A document in which every character is escaped. */
  private static final long LARGEST = 8L * LocatedJson.LARGEST;

  private final Path file;
  private final String origin;

  /** {@code origin}: a copy from elsewhere is of no use. */
  KeptStrategy(Path file, String origin) {
    this.file = file.toAbsolutePath();
    this.origin = origin;
  }

  Optional<byte[]> read() {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("larger than any copy");
      }
      JsonNode kept = JSON.readTree(Files.readAllBytes(file));
      boolean ours =
          kept.path("origin").asText().equals(origin) && kept.path("document").isTextual();
      return ours ? Optional.of(kept.get("document").asText().getBytes(UTF_8)) : Optional.empty();
    } catch (NoSuchFileException first) {
      return Optional.empty();
    } catch (JsonProcessingException broken) {
      LOG.warn("The kept strategy document {} is broken: {}", file, broken.getOriginalMessage());
      return Optional.empty();
    } catch (IOException unreadable) {
      LOG.warn("The kept strategy document {} cannot be read: {}", file, "" + unreadable);
      return Optional.empty();
    }
  }

  void write(String version, byte[] document) {
    var kept =
        JSON.createObjectNode()
            .put("origin", origin)
            .put("version", version)
            .put("document", new String(document, UTF_8));
    try {
      WholeFile.write(file, JSON.writeValueAsBytes(kept));
    } catch (IOException unwritable) {
      LOG.warn("The strategy document cannot be kept in {}: {}", file, "" + unwritable);
    }
  }
}
