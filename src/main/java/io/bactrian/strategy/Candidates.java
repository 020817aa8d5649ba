package io.bactrian.strategy;

import io.bactrian.call.Feature;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelTraits;
import io.bactrian.call.Selection;
import io.bactrian.call.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The models that may answer one call, by one document. The first that can answer is asked, and
 * those after it stand in for it.
 *
 * @param traits what is known of models of which the document says nothing
 * @param offering the targets of a model where the call may be answered
 */
record Candidates(
    StrategyDocument document,
    String useCase,
    Map<String, ModelTraits> traits,
    Function<String, List<Target>> offering) {

  GatewayCall choose(GatewayCall call, double chance) {
    String designated = designated();
    String first = Shares.pick(shares(), chance).orElse(designated);
    List<String> order = inOrder(first, designated);
    Set<Feature> needed = Feature.neededBy(call.question());
    List<String> passedOver = new ArrayList<>();
    for (String model : order) {
      Optional<String> unfit = whyUnfit(model, needed);
      if (unfit.isEmpty()) {
        boolean canary = model.equals(first) && !model.equals(designated);
        String reason = canary ? "a canary, with a share of the calls" : reason(model, designated);
        return selected(call, model, reason, passedOver, rest(order, model), canary);
      }
      passedOver.add(model + ": " + unfit.get());
    }
    String reason = reason(designated, designated) + ", though it seems unfit as all others do";
    return selected(call, designated, reason, passedOver, rest(order, designated), false);
  }

  private GatewayCall selected(
      GatewayCall call,
      String model,
      String reason,
      List<String> passedOver,
      List<String> fallbacks,
      boolean canary) {
    return call.withSelection(
        model,
        new Selection(
            useCase,
            Optional.of(document.version()),
            reason,
            passedOver,
            Optional.of(fallbacks),
            document.traits(),
            canary));
  }

  private String designated() {
    return document.useCaseModels().getOrDefault(useCase, document.primaryModel());
  }

  private Map<String, Integer> shares() {
    return document.useCaseModels().containsKey(useCase)
        ? document.useCaseWeights().getOrDefault(useCase, Map.of())
        : document.weights();
  }

  /** A canary that fails falls back to the model that it is measured against. */
  private List<String> inOrder(String first, String designated) {
    Set<String> order = new LinkedHashSet<>(List.of(first));
    order.add(designated);
    order.add(document.primaryModel());
    order.addAll(document.fallbackModels());
    return List.copyOf(order);
  }

  private static List<String> rest(List<String> order, String model) {
    return order.stream().filter(other -> !other.equals(model)).toList();
  }

  private String reason(String model, String designated) {
    if (!model.equals(designated)) {
      return "the first that is fit";
    }
    return document.useCaseModels().containsKey(useCase) ? "use_case_models" : "primary_model";
  }

  private Optional<String> whyUnfit(String model, Set<Feature> needed) {
    ModelTraits known = traits.getOrDefault(model, ModelTraits.UNTOLD);
    Set<Feature> supports = document.traits().getOrDefault(model, known).supports();
    if (!supports.containsAll(needed)) {
      return Optional.of("does not support " + missing(needed, supports));
    }
    return offering.apply(model).isEmpty()
        ? Optional.of("is not offered where the call may be answered")
        : Optional.empty();
  }

  private static String missing(Set<Feature> needed, Set<Feature> supports) {
    return needed.stream()
        .filter(feature -> !supports.contains(feature))
        .map(Feature::label)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
