package io.bactrian.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What would change from a strategy document to another. */
public final class Comparison {

  private static final String NONE = "none";

  private final JsonNode before;
  private final JsonNode after;
  private final UnaryOperator<String> alias;
  private final List<String> lines = new ArrayList<>();

  private Comparison(JsonNode before, JsonNode after, UnaryOperator<String> alias) {
    this.before = before;
    this.after = after;
    this.alias = alias;
  }

  /**
   * Returns lines of plain text, none where nothing would change.
   *
   * @param inForce a valid document, or a missing node where there is none
   * @param alias the alias of a model that a document may name by its id
   */
  public static List<String> lines(
      JsonNode inForce, JsonNode proposed, UnaryOperator<String> alias) {
    return new Comparison(inForce, proposed, alias).lines();
  }

  private List<String> lines() {
    line("primary model", name(before.path("primary_model")), name(after.path("primary_model")));
    line("fallbacks", names(before), names(after));
    for (String useCase : members("use_case_models")) {
      line("use case " + useCase, useCaseModel(before, useCase), useCaseModel(after, useCase));
    }
    line("weights", weights(before), weights(after));
    StreamSupport.stream(after.path("model_scores").spliterator(), false).forEach(this::scores);
    return List.copyOf(lines);
  }

  private void scores(JsonNode score) {
    String model = name(score.path("model_id"));
    line("scores of " + model, shown(scoreOf(model)), shown(score));
  }

  private JsonNode scoreOf(String model) {
    return StreamSupport.stream(before.path("model_scores").spliterator(), false)
        .filter(score -> name(score.path("model_id")).equals(model))
        .findFirst()
        .orElse(before.path("model_scores").path("absent"));
  }

  private static String shown(JsonNode score) {
    return score.isMissingNode()
        ? NONE
        : String.format(
            Locale.ROOT,
            "overall %.3f, similarity %.3f, latency %.2f s",
            score.path("overall_score").asDouble(),
            score.path("similarity_score").asDouble(),
            score.path("latency").asDouble());
  }

  private void line(String what, String from, String to) {
    if (!Objects.equals(from, to)) {
      lines.add(what + ": " + from + " -> " + to);
    }
  }

  private TreeSet<String> members(String member) {
    var names = new TreeSet<String>();
    before.path(member).fieldNames().forEachRemaining(names::add);
    after.path(member).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private String useCaseModel(JsonNode document, String useCase) {
    JsonNode model = document.path("use_case_models").path(useCase);
    return model.isMissingNode() ? "primary model" : name(model);
  }

  private static String weights(JsonNode document) {
    String shown = document.path("weights").toString() + document.path("use_case_weights");
    return shown.replaceAll("\\{\\}|\"", "").isEmpty() ? NONE : shown.replace("\"", "");
  }

  private String names(JsonNode document) {
    String names =
        StreamSupport.stream(document.path("fallback_models").spliterator(), false)
            .map(this::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? NONE : names;
  }

  private String name(JsonNode model) {
    return model.isTextual() ? alias.apply(model.textValue()) : NONE;
  }
}
