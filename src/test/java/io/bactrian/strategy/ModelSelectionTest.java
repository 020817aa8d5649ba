package io.bactrian.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.CallFailed;
import io.bactrian.call.CallOptions;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Feature;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelTraits;
import io.bactrian.call.Question;
import io.bactrian.call.Selection;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

class ModelSelectionTest {

  private static final ModelTraits TEXT_ONLY = new ModelTraits(Set.of(), OptionalInt.empty());
  private static final Question WHY = new Question.Converse(Calls.question("Why?"));
  private static final Question REASONING =
      new Question.Converse(
          Calls.question("Why?").toBuilder()
              .additionalModelRequestFields(
                  Document.mapBuilder().putString("thinking", "on").build())
              .build());

  private Optional<StrategyDocument> inForce = Optional.empty();
  private double chance;
  private final ModelSelection selection =
      new ModelSelection(
          () -> inForce,
          "haiku",
          Set.of("general"),
          Map.of("plain", TEXT_ONLY),
          ModelSelectionTest::offering,
          () -> chance);

  private static List<Target> offering(String model) {
    return model.equals("european")
        ? List.of(new Target("eu-west-1", model, model, 1, 0))
        : List.of(Calls.ofModel(model));
  }

  private static GatewayCall asking(String model, String useCase, Question question) {
    return GatewayCall.received(
        "id-1", "default", "chat", useCase, Delivery.whole(model), question, 0);
  }

  private GatewayCall auto(String useCase) {
    return selection.select(asking(Delivery.AUTO, useCase, WHY));
  }

  private void documentOf(String primary, Map<String, Integer> weights, String... fallbacks) {
    inForce =
        Optional.of(
            new StrategyDocument(
                "v7",
                primary,
                List.of(fallbacks),
                Map.of("billing", "opus"),
                weights,
                Map.of("billing", Map.of("opus", 1, "nova", 1)),
                Map.of("told", TEXT_ONLY),
                List.of()));
  }

  @Test
  void without_a_document_the_default_model_answers_with_the_fallbacks_of_the_settings() {
    GatewayCall call = auto("general");

    assertThat(call.model()).isEqualTo("haiku");
    assertThat(call.selection().strategy()).isEmpty();
    assertThat(call.selection().fallbacks()).isEmpty();
    assertThat(call.useCase()).isEqualTo("general");
  }

  @Test
  void the_primary_model_answers_what_has_no_model_of_its_own() {
    documentOf("sonnet", Map.of(), "nova", "opus");
    GatewayCall call = auto("general");

    assertThat(call.model()).isEqualTo("sonnet");
    assertThat(call.selection().strategy()).contains("v7");
    assertThat(call.selection().reason()).isEqualTo("primary_model");
    assertThat(call.selection().fallbacks()).contains(List.of("nova", "opus"));
  }

  @Test
  void a_use_case_has_its_model_and_falls_back_to_the_primary_one_first() {
    documentOf("sonnet", Map.of(), "nova", "opus");
    chance = 0.9;
    GatewayCall call = auto("billing");

    assertThat(call.model()).isEqualTo("opus");
    assertThat(call.selection().reason()).isEqualTo("use_case_models");
    assertThat(call.selection().fallbacks()).contains(List.of("sonnet", "nova"));
  }

  @Test
  void an_unknown_use_case_is_the_default_one_and_counted() {
    documentOf("sonnet", Map.of());

    assertThat(auto("nobody knows").useCase()).isEqualTo(Selection.DEFAULT_USE_CASE);
    assertThat(auto("billing").useCase()).isEqualTo("billing");
    assertThat(auto("default").useCase()).isEqualTo("default");
    assertThat(selection.unknownUseCases()).isEqualTo(1);
  }

  @Test
  void a_canary_gets_its_share_and_falls_back_to_what_it_is_measured_against() {
    documentOf("sonnet", Map.of("sonnet", 95, "nova", 5), "opus");

    chance = 0.0499;
    GatewayCall canary = auto("general");
    assertThat(canary.model()).isEqualTo("nova");
    assertThat(canary.selection().canary()).isTrue();
    assertThat(canary.selection().fallbacks()).contains(List.of("sonnet", "opus"));
    chance = 0.0501;
    assertThat(auto("general").model()).isEqualTo("sonnet");
    assertThat(auto("general").selection().canary()).isFalse();
  }

  @Test
  void use_cases_split_on_their_own() {
    documentOf("sonnet", Map.of("sonnet", 0, "haiku", 1));

    assertThat(auto("billing").model()).isEqualTo("nova");
    assertThat(auto("general").model()).isEqualTo("haiku");
  }

  @Test
  void who_names_a_model_gets_it_with_its_own_fallbacks() {
    documentOf("sonnet", Map.of("sonnet", 0, "nova", 1), "opus");
    GatewayCall call = selection.select(asking("haiku", "billing", WHY));

    assertThat(call.model()).isEqualTo("haiku");
    assertThat(call.selection().fallbacks()).isEmpty();
    assertThat(call.selection().strategy()).contains("v7");
    assertThat(call.selection().traits()).containsKey("told");
  }

  @Test
  void a_model_that_lacks_what_the_question_needs_is_passed_over() {
    documentOf("told", Map.of(), "plain", "opus");
    GatewayCall call = selection.select(asking(Delivery.AUTO, "general", REASONING));

    assertThat(call.model()).isEqualTo("opus");
    assertThat(call.selection().passedOver())
        .containsExactly(
            "told: does not support " + Feature.REASONING.label(),
            "plain: does not support " + Feature.REASONING.label());
    assertThat(call.selection().reason()).isEqualTo("the first that is fit");
  }

  @Test
  void where_no_model_is_fit_the_designated_one_is_asked() {
    documentOf("told", Map.of(), "plain");
    GatewayCall call = selection.select(asking(Delivery.AUTO, "general", REASONING));

    assertThat(call.model()).isEqualTo("told");
    assertThat(call.selection().reason()).startsWith("primary_model, though");
  }

  @Test
  void a_model_is_passed_over_where_the_call_may_not_be_answered() {
    documentOf("sonnet", Map.of(), "european");
    var european = new CallOptions(Optional.empty(), Set.of("eu"));
    GatewayCall call =
        selection.select(asking(Delivery.AUTO, "general", WHY).withOptions(european));

    assertThat(call.model()).isEqualTo("european");
    assertThat(call.selection().passedOver())
        .containsExactly("sonnet: is not offered where the call may be answered");
  }

  @Test
  void a_body_in_a_models_own_format_must_name_its_model() {
    var body = new Question.Invoke(InvokeModelRequest.builder().build());

    assertThatThrownBy(() -> selection.select(asking(Delivery.AUTO, "general", body)))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.kind()).isEqualTo(FailureKind.CALLER_UNKNOWN_MODEL))
        .hasMessageContaining("'auto' is for conversations");
  }

  @Test
  void the_use_case_of_the_question_itself_counts_more_than_one_beside_it() {
    var beside =
        new CallOptions(
            Optional.empty(), Set.of(), CallOptions.NONE.cache(), Optional.of("billing"), false);

    assertThat(asking("x", "general", WHY).withOptions(beside).useCase()).isEqualTo("general");
    assertThat(asking("x", "default", WHY).withOptions(beside).useCase()).isEqualTo("billing");
  }
}
