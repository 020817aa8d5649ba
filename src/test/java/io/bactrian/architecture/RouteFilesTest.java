package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The YAML files are in Camel's canonical form: shorthand is deprecated upstream, and some of it
 * loads as something else than it says.
 */
class RouteFilesTest {

  private static final Set<String> TOP_LEVEL =
      Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute");

  /** That of an instance of a template has a name of its own. */
  private static final Set<?> ID = Set.of("id", "routeId");

  private static final Set<String> LANGUAGES = Set.of("simple", "constant", "method", "ref");

  /** Their values are maps in canonical form; a plain string is the shorthand. */
  private static final Set<String> NEVER_SHORT =
      Set.of("simple", "constant", "method", "to", "toD", "bean", "from", "setBody", "log");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files.sorted().toList().stream();
    }
  }

  private static List<?> load(Path file) {
    try {
      return (List<?>)
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Visits every key of every map with its value. */
  private static void walk(Object node, BiConsumer<Map<?, ?>, Map.Entry<?, ?>> visitor) {
    if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        visitor.accept(map, entry);
        walk(entry.getValue(), visitor);
      }
    } else if (node instanceof List<?> list) {
      list.forEach(item -> walk(item, visitor));
    }
  }

  @Test
  void there_are_route_files_and_nothing_else() throws IOException {
    assertThat(files())
        .isNotEmpty()
        .allMatch(file -> file.getFileName().toString().matches("[a-z]+(-[a-z]+)*\\.camel\\.yaml"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void the_first_line_says_the_files_role(Path file) throws IOException {
    assertThat(Files.readAllLines(file).getFirst()).matches("# [A-Z].{20,}");
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_entry_is_a_whole_route_configuration_template_or_instance(Path file) {
    for (Object entry : load(file)) {
      assertThat(entry).isInstanceOf(Map.class);
      assertThat(((Map<?, ?>) entry)).hasSize(1);
      assertThat(TOP_LEVEL).contains(((Map<?, ?>) entry).keySet().iterator().next().toString());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void from_has_a_uri_and_the_steps(Path file) {
    walk(
        load(file),
        (map, entry) -> {
          if (entry.getKey().equals("from")) {
            assertThat(((Map<?, ?>) entry.getValue()).keySet().stream().map(Object::toString))
                .contains("id", "uri", "steps");
            assertThat(map.containsKey("steps")).as("steps beside from").isFalse();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void id_and_description_come_first(Path file) {
    walk(
        load(file),
        (map, entry) -> {
          if (ID.contains(entry.getKey())) {
            assertThat(map.keySet().iterator().next())
                .as("first of " + map)
                .isEqualTo(entry.getKey());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothing_is_in_shorthand(Path file) {
    List<String> shorts = new ArrayList<>();
    walk(
        load(file),
        (map, entry) -> {
          boolean nameOfBeansMethod = entry.getKey().equals("method") && map.containsKey("ref");
          if (NEVER_SHORT.contains(entry.getKey().toString())
              && !nameOfBeansMethod
              && !(entry.getValue() instanceof Map)) {
            shorts.add(entry.toString());
          }
        });
    assertThat(shorts).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void expressions_name_one_plain_language(Path file) {
    walk(
        load(file),
        (map, entry) -> {
          if (entry.getKey().equals("expression")
              && entry.getValue() instanceof Map<?, ?> language) {
            assertThat(language).hasSize(1);
            assertThat(LANGUAGES).contains(language.keySet().iterator().next().toString());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void steps_come_before_on_fallback(Path file) {
    walk(
        load(file),
        (map, entry) -> {
          if (entry.getKey().equals("onFallback")) {
            List<String> keys = map.keySet().stream().map(Object::toString).toList();
            assertThat(keys.indexOf("steps")).isBetween(0, keys.indexOf("onFallback") - 1);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void regions_and_models_are_not_named(Path file) throws IOException {
    assertThat(Files.readString(file))
        .doesNotContainPattern("(us|eu|ap|ca|sa)-[a-z]+-\\d")
        .doesNotContain("anthropic.claude", "amazon.nova", "meta.llama");
  }
}
