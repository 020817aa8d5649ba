package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.evaluation.Evaluation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class EvaluationFilesTest {

  private static final String ATTACK = "<script>alert('1')</script> & \"more\" \u0007\u202e";

  @TempDir Path directory;

  private static SampleEvaluation sample() {
    return new SampleEvaluation()
        .overall("sonnet", 0.9, 2)
        .overall("haiku", 0.7, 1)
        .overall("unpriced", 0.6, 1)
        .useCase("sales", "sonnet", 0.9, 2)
        .useCase("sales", "haiku", 0.7, 1)
        .answer("q1", "sonnet", 0.9, "fine")
        .failure("q1", "haiku", "timed out")
        .failure("q2", "haiku", "timed out");
  }

  private String page(SampleEvaluation sample) throws IOException {
    var question = SampleEvaluation.question("q1", "asked " + ATTACK, "wanted " + ATTACK);
    new EvaluationFiles(directory).write(sample.evaluation(), SampleEvaluation.facts(question));
    return Files.readString(directory.resolve(EvaluationFiles.REPORT));
  }

  /** The page is written so that it is XML too: what is not closed or escaped would be found. */
  private static Document parsed(String page) throws Exception {
    var bytes = new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bytes);
  }

  @Test
  void all_files_are_there_and_nothing_else() throws IOException {
    var files = new EvaluationFiles(directory.resolve("new"));
    files.write(sample().evaluation(), SampleEvaluation.facts());
    files.write(new ObjectMapper().createObjectNode().put("primary_model", "sonnet"));
    try (Stream<Path> found = Files.list(directory.resolve("new"))) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(files.written());
    }
    assertThat(files.written().stream().map(Path::getFileName).map(Path::toString))
        .containsExactly(
            "model_evaluation_results.csv",
            "model_evaluation_report.html",
            "quality_latency.png",
            "quality_cost.png",
            "model_selection_strategy.json");
    assertThat(files.written().getLast()).hasContent("{\n  \"primary_model\" : \"sonnet\"\n}\n");
  }

  @Test
  void the_page_is_well_formed_and_says_what_was_found_and_how() throws Exception {
    String page = page(sample());
    assertThat(parsed(page).getDocumentElement().getTextContent())
        .contains("sonnet is best, by more than the noise.", "Models on questions")
        .contains("2026-11-21T19:00:00Z", "3 times", "0.7 × quality + 0.3 × latency score")
        .contains("prices of 2026-11-01", "gateway 1.2.3", "Use case sales")
        .contains("Not known of unpriced.", "timed out");
  }

  @Test
  void the_page_needs_nothing_else_and_runs_nothing() throws IOException {
    assertThat(page(sample()))
        .contains("default-src 'none'", "@media print", "prefers-color-scheme: dark")
        .doesNotContain("<script", "http://", "https://", "src=", "href=", "@import", "onload");
  }

  @Test
  void texts_of_others_are_nothing_but_text() throws Exception {
    String page = page(sample().answer("q1", "haiku", 0.1, "said " + ATTACK));
    assertThat(page).doesNotContain("<script", "\u0007", "\u202e");
    assertThat(parsed(page).getDocumentElement().getTextContent())
        .contains("said <script>alert('1')</script> & \"more\" \uFFFD\uFFFD")
        .contains("asked <script>", "wanted <script>");
  }

  @Test
  void the_ten_worst_answers_are_shown_and_those_too_long_cut() throws Exception {
    SampleEvaluation sample = sample();
    IntStream.range(0, 20)
        .forEach(
            i -> sample.answer("q1", "haiku", i / 100.0, "answer-" + i + "-" + "x".repeat(2000)));
    String text = parsed(page(sample)).getDocumentElement().getTextContent();
    assertThat(text).contains("answer-0-", "answer-9-").doesNotContain("answer-10-", "fine");
    assertThat(text).contains("… 809 more").doesNotContain("x".repeat(1300));
  }

  @Test
  void every_plot_names_its_models_and_no_two_share_an_id() throws Exception {
    Document page = parsed(page(sample()));
    NodeList plots = page.getElementsByTagName("svg");
    assertThat(plots.getLength()).isEqualTo(4);
    assertThat(plots.item(0).getTextContent()).contains("sonnet", "haiku", "unpriced");
    assertThat(plots.item(1).getTextContent()).contains("sonnet").doesNotContain("unpriced");
    NodeList clips = page.getElementsByTagName("clipPath");
    assertThat(IntStream.range(0, clips.getLength()).mapToObj(clips::item))
        .extracting(clip -> clip.getAttributes().getNamedItem("id").getNodeValue())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12})
  void pictures_are_drawn_for_few_and_many_models(int models) throws IOException {
    var sample = new SampleEvaluation();
    IntStream.range(0, models).forEach(i -> sample.overall("model-" + i, 0.5 + i / 40.0, 1 + i));
    Evaluation evaluation = sample.evaluation();
    new EvaluationFiles(directory).write(evaluation, SampleEvaluation.facts());
    File file = directory.resolve("quality_latency.png").toFile();
    BufferedImage picture = ImageIO.read(file);
    assertThat(picture.getWidth()).isEqualTo(1440);
    for (int i = 0; i < models; i++) {
      int color = PointStyle.of(i).color().getRGB();
      assertThat(
              IntStream.range(0, picture.getWidth() * picture.getHeight())
                  .filter(p -> picture.getRGB(p % 1440, p / 1440) == color))
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void without_any_answer_there_is_a_report_and_no_picture() throws Exception {
    String page =
        page(new SampleEvaluation().overall("dead", 0, 0).failure("q1", "dead", "refused"));
    assertThat(parsed(page).getDocumentElement().getTextContent())
        .contains("No model answered.", "refused");
    assertThat(directory.resolve("quality_latency.png")).doesNotExist();
  }
}
