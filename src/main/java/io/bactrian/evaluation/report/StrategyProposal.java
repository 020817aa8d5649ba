package io.bactrian.evaluation.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The strategy document that an evaluation speaks for. */
public final class StrategyProposal {

  private final Evaluation evaluation;
  private final ProposalOptions options;
  private final List<ModelStanding> standings;
  private final List<ModelStanding> eligible;

  private StrategyProposal(Evaluation evaluation, ProposalOptions options) {
    this.evaluation = evaluation;
    this.options = options;
    this.standings = ModelStanding.of(evaluation.overall());
    this.eligible = standings.stream().filter(this::isGoodEnough).toList();
  }

  /**
   * Returns the document. Models are named as the evaluation names them; the primary model is the
   * best, the others follow as fallbacks, and a use case gets a model of its own where one is
   * better than the primary model by more than noise. There are no weights: canaries end.
   *
   * @throws IllegalArgumentException if no model reaches the quality floor
   */
  public static ObjectNode of(Evaluation evaluation, ProposalOptions options) {
    return new StrategyProposal(evaluation, options).document();
  }

  private boolean isGoodEnough(ModelStanding standing) {
    return standing.answered() && standing.quality() >= options.qualityFloor();
  }

  private ObjectNode document() {
    if (eligible.isEmpty()) {
      throw new IllegalArgumentException(
          "no model reached the quality floor of %s; the qualities are: %s"
              .formatted(options.qualityFloor(), qualities()));
    }
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    String primary = eligible.getFirst().model();
    content.put("primary_model", primary);
    ArrayNode fallbacks = content.putArray("fallback_models");
    eligible.stream().skip(1).forEach(standing -> fallbacks.add(standing.model()));
    ObjectNode useCases = content.putObject("use_case_models");
    resultsByUseCase()
        .forEach(
            (useCase, results) -> {
              String model = winner(results, primary);
              if (!model.equals(primary)) {
                useCases.put(useCase, model);
              }
            });
    options
        .inForce()
        .map(document -> document.get("models"))
        .ifPresent(m -> content.set("models", m));
    ArrayNode scores = content.putArray("model_scores");
    standings.forEach(standing -> scores.add(score(standing)));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("version", date() + "." + Fingerprint.of(content.toString()));
    return document.setAll(content);
  }

  private TreeMap<String, List<ModelResult>> resultsByUseCase() {
    return evaluation.byUseCase().stream()
        .filter(result -> !result.useCase().isEmpty())
        .collect(Collectors.groupingBy(ModelResult::useCase, TreeMap::new, Collectors.toList()));
  }

  /** The primary model, unless another one won and is no worse where it is asked elsewhere. */
  private String winner(List<ModelResult> results, String primary) {
    List<ModelStanding> inUseCase = ModelStanding.of(results);
    ModelStanding best = inUseCase.getFirst();
    boolean first = results.stream().anyMatch(r -> r.rank() == 1 && r.model().equals(best.model()));
    boolean tied = inUseCase.stream().anyMatch(s -> s.model().equals(primary) && s.tiedWithBest());
    return first && !tied && isGoodEnough(best) ? best.model() : primary;
  }

  private ObjectNode score(ModelStanding standing) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model_id", standing.model())
        .put("latency", rounded(standing.latencySeconds()))
        .put("similarity_score", share(standing.quality()))
        .put("latency_score", share(standing.latencyScore()))
        .put("overall_score", share(standing.overall()))
        .put("date", date())
        .put("data_set", evaluation.dataSet());
  }

  private String date() {
    return evaluation.at().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static double share(double score) {
    return rounded(Math.clamp(score, 0, 1));
  }

  private static double rounded(double number) {
    return Math.round(number * 1e4) / 1e4;
  }

  private String qualities() {
    return standings.stream()
        .map(s -> String.format(Locale.ROOT, "%s %.3f", s.model(), s.quality()))
        .collect(Collectors.joining(", "));
  }
}
