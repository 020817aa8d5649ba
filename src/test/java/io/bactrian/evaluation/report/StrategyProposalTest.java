package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrategyProposalTest {

  private static JsonNode proposal(SampleEvaluation evaluation) {
    return proposal(evaluation, ProposalOptions.STANDARD_FLOOR, null);
  }

  private static JsonNode proposal(SampleEvaluation evaluation, double floor, String inForce) {
    try {
      JsonNode document = inForce == null ? null : new ObjectMapper().readTree(inForce);
      return StrategyProposal.of(
          evaluation.evaluation(), new ProposalOptions(floor, Optional.ofNullable(document)));
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static SampleEvaluation three() {
    return new SampleEvaluation()
        .overall("haiku", 0.7, 1)
        .overall("sonnet", 0.9, 2)
        .overall("nova", 0.49, 0.5);
  }

  @Test
  void the_best_is_primary_and_what_reaches_the_floor_follows_in_its_order() {
    JsonNode document = proposal(three());
    assertThat(document.get("primary_model").asText()).isEqualTo("sonnet");
    assertThat(document.get("fallback_models").toString()).isEqualTo("[\"haiku\"]");
    assertThat(proposal(three(), 0.4, null).get("fallback_models").toString())
        .isEqualTo("[\"haiku\",\"nova\"]");
  }

  @Test
  void scores_are_in_the_fields_of_old_with_date_and_data_set() {
    assertThat(proposal(three()).at("/model_scores/0").toString())
        .isEqualTo(
            "{\"model_id\":\"sonnet\",\"latency\":2.0,\"similarity_score\":0.9,"
                + "\"latency_score\":0.8,\"overall_score\":0.87,\"date\":\"2026-11-21\","
                + "\"data_set\":\"questions\"}");
    assertThat(proposal(three()).get("model_scores")).hasSize(3);
  }

  @Test
  void the_version_is_the_day_and_differs_when_the_document_does() {
    String version = proposal(three()).get("version").asText();
    assertThat(version).matches("2026-11-21\\.[0-9a-f]{8}");
    assertThat(proposal(three()).get("version").asText()).isEqualTo(version);
    assertThat(proposal(three(), 0.4, null).get("version").asText()).isNotEqualTo(version);
  }

  @Test
  void a_use_case_has_a_model_of_its_own_where_that_is_better_beyond_the_noise() {
    JsonNode document =
        proposal(
            three()
                .useCase("clear", "haiku", 0.95, 1)
                .useCase("clear", "sonnet", 0.8, 2)
                .useCase("noisy", "haiku", 0.85, 1)
                .useCase("noisy", "sonnet", 0.86, 2)
                .useCase("same", "sonnet", 0.9, 2)
                .useCase("same", "haiku", 0.1, 1));
    assertThat(document.get("use_case_models").toString()).isEqualTo("{\"clear\":\"haiku\"}");
  }

  @Test
  void a_model_below_the_floor_gets_no_use_case_though_it_is_the_fastest() {
    JsonNode document =
        proposal(three().useCase("hard", "haiku", 0.4, 0.1).useCase("hard", "sonnet", 0.3, 9));
    assertThat(document.get("use_case_models")).isEmpty();
  }

  @Test
  void regions_of_a_model_count_together_by_their_trials() {
    JsonNode document =
        proposal(
            new SampleEvaluation()
                .overall("sonnet", "us-east-1", 0.9, 2, 30)
                .overall("haiku", "us-east-1", 0.95, 1, 10)
                .overall("haiku", "us-west-2", 0.55, 3, 30));
    assertThat(document.get("primary_model").asText()).isEqualTo("sonnet");
    assertThat(document.at("/model_scores/1/similarity_score").asDouble()).isEqualTo(0.65);
    assertThat(document.at("/model_scores/1/latency").asDouble()).isEqualTo(2.5);
  }

  @Test
  void where_no_model_is_good_enough_nothing_is_proposed() {
    assertThatThrownBy(() -> proposal(new SampleEvaluation().overall("haiku", 0.2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no model reached the quality floor of 0.5; the qualities are: haiku 0.200");
    assertThatThrownBy(() -> proposal(new SampleEvaluation().overall("dead", 0, 1), 0, null))
        .hasMessageContaining("no model reached");
  }

  @Test
  void abilities_are_taken_over_and_weights_are_not() {
    JsonNode document =
        proposal(
            three(),
            0.5,
            "{\"primary_model\":\"x\",\"weights\":{\"x\":1},"
                + "\"models\":{\"haiku\":{\"context_tokens\":1000}}}");
    assertThat(document.at("/models/haiku/context_tokens").asInt()).isEqualTo(1000);
    assertThat(document.has("weights")).isFalse();
  }

  @Test
  void a_floor_beyond_its_range_is_refused() {
    assertThatThrownBy(() -> new ProposalOptions(1.5, Optional.empty()))
        .hasMessage("quality floor must be from 0 to 1, not 1.5");
  }
}
