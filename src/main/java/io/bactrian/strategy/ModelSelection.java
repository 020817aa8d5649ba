package io.bactrian.strategy;

import io.bactrian.call.CallFailed;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelTraits;
import io.bactrian.call.Question;
import io.bactrian.call.Selection;
import io.bactrian.call.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the model of calls that name none, by the strategy document in force, or else by the
 * settings. Who names a model gets that model; so much of the document as it says of models counts
 * for it too.
 */
public final class ModelSelection {

  private final Supplier<Optional<StrategyDocument>> inForce;
  private final String defaultModel;
  private final Set<String> useCases;
  private final Map<String, ModelTraits> traits;
  private final Function<String, List<Target>> offering;
  private final DoubleSupplier random;
  private final LongAdder unknownUseCases = new LongAdder();

  /**
   * @param defaultModel answers while no document is in force
   * @param useCases those of the settings; each of a document is known as well
   * @param traits what the settings say of models, where the document says nothing
   * @param offering the targets of a model
   * @param random from 0 to below 1, for shares of calls
   */
  public ModelSelection(
      Supplier<Optional<StrategyDocument>> inForce,
      String defaultModel,
      Set<String> useCases,
      Map<String, ModelTraits> traits,
      Function<String, List<Target>> offering,
      DoubleSupplier random) {
    this.inForce = inForce;
    this.defaultModel = defaultModel;
    this.useCases = Set.copyOf(useCases);
    this.traits = Map.copyOf(traits);
    this.offering = offering;
    this.random = random;
  }

  /** Calls so far that told a use case which nobody knows. */
  public long unknownUseCases() {
    return unknownUseCases.sum();
  }

  /**
   * Returns the call with its model, and with the use case that it counts for.
   *
   * @throws CallFailed where no model is named by a body that is in a model's own format
   */
  public GatewayCall select(GatewayCall call) {
    Optional<StrategyDocument> document = inForce.get();
    Map<String, String> ofUseCases = document.map(StrategyDocument::useCaseModels).orElse(Map.of());
    String useCase = knownUseCase(call.useCase(), ofUseCases);
    if (!call.delivery().leavesModelOpen()) {
      return named(call, useCase, document);
    }
    if (call.question() instanceof Question.Invoke) {
      throw new CallFailed(
          FailureKind.CALLER_UNKNOWN_MODEL,
          List.of(),
          "'" + Delivery.AUTO + "' is for conversations; this body is in a model's own format.");
    }
    return document
        .map(strategy -> chosen(call, useCase, strategy))
        .orElseGet(() -> byDefault(call, useCase));
  }

  private String knownUseCase(String told, Map<String, String> ofDocument) {
    if (told.equals(Selection.DEFAULT_USE_CASE)
        || ofDocument.containsKey(told)
        || useCases.contains(told)) {
      return told;
    }
    unknownUseCases.increment();
    return Selection.DEFAULT_USE_CASE;
  }

  private static GatewayCall named(
      GatewayCall call, String useCase, Optional<StrategyDocument> document) {
    return call.withSelection(
        call.model(),
        new Selection(
            useCase,
            document.map(StrategyDocument::version),
            "the caller named it",
            List.of(),
            Optional.empty(),
            document.map(StrategyDocument::traits).orElse(Map.of()),
            false));
  }

  private GatewayCall byDefault(GatewayCall call, String useCase) {
    return call.withSelection(
        defaultModel,
        new Selection(
            useCase,
            Optional.empty(),
            "bactrian.default-model",
            List.of(),
            Optional.empty(),
            Map.of(),
            false));
  }

  private GatewayCall chosen(GatewayCall call, String useCase, StrategyDocument document) {
    return new Candidates(
            document, useCase, traits, model -> call.options().allowed(offering.apply(model)))
        .choose(call, random.getAsDouble());
  }
}
