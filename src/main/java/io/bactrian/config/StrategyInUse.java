package io.bactrian.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.GatewayClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The strategy that a new one would replace. */
final class StrategyInUse {

  private StrategyInUse() {}

  /**
   * Asks the running gateway for it, or else reads the file that the new one is applied to; where
   * neither has one it is what the settings say.
   *
   * @throws IOException when it cannot be had
   */
  static JsonNode find(Optional<URI> gateway, Optional<Path> file, GatewaySettings settings)
      throws IOException, InterruptedException {
    Optional<JsonNode> running = gateway.isPresent() ? ofGateway(gateway.get()) : Optional.empty();
    if (running.isPresent()) {
      return running.get();
    }
    if (file.filter(Files::isRegularFile).isPresent()) {
      return ofFile(file.get());
    }
    ObjectNode settled = JsonNodeFactory.instance.objectNode();
    String model = settings.defaultModel();
    ArrayNode fallbacks = settled.put("primary_model", model).putArray("fallback_models");
    settings.fallbackModels().getOrDefault(model, List.of()).forEach(fallbacks::add);
    return settled;
  }

  private static Optional<JsonNode> ofGateway(URI gateway)
      throws IOException, InterruptedException {
    try (var client = new GatewayClient(gateway, EvaluateOptions.ALL, () -> 0)) {
      return client
          .get("/strategy")
          .map(reply -> reply.has("document") ? reply.get("document") : reply)
          .filter(document -> !document.isNull());
    }
  }

  private static JsonNode ofFile(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException notJson) {
      throw new IOException(file + " is no strategy document: " + notJson.getOriginalMessage());
    }
  }
}
