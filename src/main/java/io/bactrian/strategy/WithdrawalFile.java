package io.bactrian.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withdrawn canaries on disk: a JSON object that has a list for each digest of a document, of
 * {@code {use_case, model, reason, by, at}}. The file is whole at every moment.
 */
final class WithdrawalFile {

  private static final Logger LOG = LoggerFactory.getLogger(WithdrawalFile.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final long LARGEST = 1 << 20;

  private final Path file;

  WithdrawalFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  Map<String, Map<Canary, Withdrawal>> read() {
    Map<String, Map<Canary, Withdrawal>> byDigest = new LinkedHashMap<>();
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("larger than any that was written here");
      }
      JSON.readTree(Files.readAllBytes(file))
          .properties()
          .forEach(entry -> byDigest.put(entry.getKey(), withdrawn(entry.getValue())));
    } catch (NoSuchFileException first) {
      return byDigest;
    } catch (IOException | DateTimeException unreadable) {
      LOG.warn("The withdrawn canaries in {} cannot be read: {}", file, "" + unreadable);
    }
    return byDigest;
  }

  private static Map<Canary, Withdrawal> withdrawn(JsonNode list) {
    Map<Canary, Withdrawal> withdrawn = new LinkedHashMap<>();
    for (JsonNode one : list) {
      var useCase = Optional.ofNullable(one.path("use_case").textValue());
      withdrawn.put(
          new Canary(useCase, one.path("model").asText()),
          new Withdrawal(
              one.path("reason").asText(),
              one.path("by").asText(),
              Instant.parse(one.path("at").asText())));
    }
    return withdrawn;
  }

  void write(Map<String, Map<Canary, Withdrawal>> byDigest) {
    ObjectNode all = JSON.createObjectNode();
    byDigest.forEach((digest, withdrawn) -> fill(all.putArray(digest), withdrawn));
    try {
      WholeFile.write(file, JSON.writeValueAsBytes(all));
    } catch (IOException unwritable) {
      LOG.warn("The withdrawn canaries cannot be kept in {}: {}", file, "" + unwritable);
    }
  }

  private static void fill(ArrayNode list, Map<Canary, Withdrawal> withdrawn) {
    withdrawn.forEach(
        (canary, withdrawal) ->
            list.addObject()
                .put("use_case", canary.useCase().orElse(null))
                .put("model", canary.model())
                .put("reason", withdrawal.reason())
                .put("by", withdrawal.by())
                .put("at", withdrawal.at().toString()));
  }
}
