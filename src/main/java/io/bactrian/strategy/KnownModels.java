package io.bactrian.strategy;

import io.bactrian.call.ModelTraits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that are configured.
 *
 * @param aliases our aliases, by every name that a document may call a model
 * @param traits what the settings say of models, by alias
 */
public record KnownModels(Map<String, String> aliases, Map<String, ModelTraits> traits) {

  public KnownModels {
    aliases = Map.copyOf(aliases);
    traits = Map.copyOf(traits);
  }

  Optional<String> alias(String name) {
    return Optional.ofNullable(aliases.get(name));
  }

  ModelTraits traits(String alias) {
    return traits.getOrDefault(alias, ModelTraits.UNTOLD);
  }

  List<String> names() {
    return aliases.keySet().stream().sorted().toList();
  }
}
