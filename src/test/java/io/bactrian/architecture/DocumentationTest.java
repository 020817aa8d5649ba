package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.metrics.MeterName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tables of the documentation, against the code and the running gateway. */
@ExtendWith(DocumentedGateway.Once.class)
final class DocumentationTest {

  private static final Path README = Path.of("README.md");
  private static final Path ROUTES = Path.of("docs/routes.md");
  private static final int LONGEST_README = 330;

  private final DocumentedGateway gateway;

  DocumentationTest(DocumentedGateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void the_table_of_routes_is_that_of_the_running_context() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Markdown.read(ROUTES)
        .table("| id | file | what |")
        .forEach(row -> documented.put(row.get(0), row.get(2)));
    Map<String, String> running =
        gateway.context().getRoutes().stream()
            .collect(
                Collectors.toMap(
                    DocumentationTest::idInTable,
                    Route::getDescription,
                    (one, same) -> one,
                    TreeMap::new));
    assertThat(documented).isEqualTo(running);
  }

  @Test
  void every_route_is_in_the_file_that_its_row_names() throws IOException {
    for (List<String> row : Markdown.read(ROUTES).table("| id | file | what |")) {
      Path file = Path.of(row.get(1));
      if (file.startsWith("routes")) {
        String id = row.get(0).replaceFirst("-<.*", "");
        assertThat(Files.readAllLines(file)).containsAnyOf("    id: " + id, "    routeId: " + id);
      }
    }
  }

  @Test
  void the_table_of_endpoints_is_that_of_the_running_context() throws IOException {
    assertThat(
            Markdown.read(README).table("| method and path | request | reply |").stream()
                .map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(gateway.endpoints());
  }

  @Test
  void the_tables_of_settings_are_the_settings_file() throws IOException {
    var documented = new Properties();
    for (List<String> row : settings()) {
      if (!row.get(0).contains("<")) {
        documented.setProperty(row.get(0), row.get(1));
      }
    }
    assertThat(documented).isEqualTo(packed());
  }

  @Test
  void every_setting_has_a_meaning() throws IOException {
    assertThat(settings()).allSatisfy(row -> assertThat(row.get(2)).endsWith("."));
  }

  @Test
  void the_table_of_failures_is_the_code_s() throws IOException {
    List<List<String>> expected =
        Arrays.stream(FailureKind.values())
            .map(
                kind ->
                    List.of(
                        kind.label(),
                        Integer.toString(kind.status()),
                        yes(kind.retrySameTarget()),
                        yes(kind.nextTarget()),
                        yes(kind.countsForBreaker()),
                        cools(kind),
                        kind.reason()))
            .toList();
    assertThat(
            Markdown.read(README)
                .table("| label | status | same | next | counts | cools | reason |"))
        .isEqualTo(expected);
  }

  @Test
  void the_table_of_metrics_is_the_code_s() throws IOException {
    List<List<String>> expected =
        Arrays.stream(MeterName.values())
            .map(
                name ->
                    List.of(
                        name.prometheusName(),
                        type(name.kind()),
                        String.join(", ", name.labels()),
                        name.description()))
            .toList();
    assertThat(metrics()).isEqualTo(expected);
  }

  @Test
  void every_meter_of_ours_on_the_page_has_a_row() throws IOException, InterruptedException {
    gateway.send("POST", "/chat", "application/json", "{\"content\":\"Count this.\"}");
    List<String> names = metrics().stream().map(row -> row.get(0)).toList();
    assertThat(gateway.send("GET", "/metrics", null, null).body().lines())
        .filteredOn(line -> line.startsWith("gateway_") || line.startsWith("gen_ai_"))
        .isNotEmpty()
        .extracting(line -> line.replaceFirst("(_bucket|_count|_sum|_max)?[{ ].*", ""))
        .allSatisfy(name -> assertThat(names).contains(name));
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Markdown page : Markdown.all()) {
      for (String link : page.links()) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
        boolean anchored = parts.length == 1 || Markdown.read(target).anchors().contains(parts[1]);
        if (!Files.exists(target) || !anchored) {
          broken.add(page.path() + " -> " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void the_readme_stays_short() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(LONGEST_README);
  }

  private static String idInTable(Route route) {
    String id = route.getRouteId();
    return id.startsWith("region-") ? "region-<region>-<model>" : id;
  }

  private static List<List<String>> settings() throws IOException {
    return Markdown.read(Path.of("docs/settings.md")).table("| key | default | meaning |");
  }

  private static List<List<String>> metrics() throws IOException {
    return Markdown.read(Path.of("docs/metrics.md")).table("| name | type | labels | meaning |");
  }

  private static Properties packed() throws IOException {
    var properties = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
      properties.load(file);
    }
    return properties;
  }

  private static String yes(boolean yes) {
    return yes ? "yes" : "no";
  }

  private static String cools(FailureKind kind) {
    return kind.cooling() == FailureKind.Cooling.NONE
        ? "no"
        : kind.cooling().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String type(MeterName.Kind kind) {
    return switch (kind) {
      case COUNTER, FUNCTION_COUNTER -> "counter";
      case GAUGE -> "gauge";
      case TIMER, SUMMARY -> "histogram";
    };
  }
}
