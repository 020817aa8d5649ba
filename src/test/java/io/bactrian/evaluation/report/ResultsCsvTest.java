package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsCsvTest {

  @Test
  void every_result_is_a_row_with_all_that_is_known() {
    String csv =
        ResultsCsv.of(
            new SampleEvaluation()
                .overall("haiku", "eu-west-1", 0.8, 2, 60)
                .useCase("sales", "unpriced", 0.5, 1)
                .evaluation());
    assertThat(csv.split("\r\n"))
        .containsExactly(
            "use_case,rank,model,model_id,region,trials,failures,quality,quality_low,quality_high,"
                + "lexical_overlap,assertions_passed,mean_latency,latency_p50,latency_p95,"
                + "time_to_first_token_p50,cost_per_thousand,latency_score,overall,overall_low,"
                + "overall_high,tied_with_best",
            ",1,haiku,vendor.haiku-v1:0,eu-west-1,60,0,0.800000,0.770000,0.830000,0.400000,,2.000,"
                + "1.800,5.000,0.600,4.000000,0.800000,0.800000,0.770000,0.830000,true",
            "sales,1,unpriced,vendor.unpriced-v1:0,all,20,0,0.500000,0.470000,0.530000,0.250000,,"
                + "1.000,0.900,2.500,0.300,,0.900000,0.620000,0.590000,0.650000,true");
    assertThat(csv).endsWith("\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void a_name_that_a_spreadsheet_would_run_is_made_text(String name) {
    assertThat(Csv.text(name)).isEqualTo("'" + name);
  }

  @ParameterizedTest
  @CsvSource({"haiku,haiku", "a=b,a=b", "'',''", "1-2,1-2"})
  void other_names_stay_as_they_are(String name, String text) {
    assertThat(Csv.text(name)).isEqualTo(text);
  }

  @Test
  void a_formula_for_a_name_of_a_use_case_is_no_formula() {
    String csv =
        ResultsCsv.of(
            new SampleEvaluation().useCase("=HYPERLINK(\"x\")", "haiku", 0.5, 1).evaluation());
    assertThat(csv).contains("\r\n\"'=HYPERLINK(\"\"x\"\")\",1,haiku,");
  }

  @Test
  void cells_that_would_break_a_row_are_quoted() {
    assertThat(Csv.row(List.of("a,b", "say \"x\"", "two\nlines", "plain")))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain\r\n");
  }
}
