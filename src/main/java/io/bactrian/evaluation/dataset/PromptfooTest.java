package io.bactrian.evaluation.dataset;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.EvaluationCase.Assertion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One test of promptfoo, or what all of them have in common. */
final class PromptfooTest {

  private static final Set<String> KEYS = Set.of("description", "vars", "assert", "metadata");
  private static final Set<String> ASSERTION_KEYS = Set.of("type", "value", "threshold");
  private static final String SIMILAR = "similar";

  private final Place place;
  private final Map<String, String> vars;
  private final Map<String, String> metadata;
  private final List<Map<String, YamlNode>> assertions = new ArrayList<>();

  PromptfooTest(YamlNode node) {
    Map<String, YamlNode> entries = node.mapping("a test", KEYS);
    place = node.place();
    vars = texts(entries, "vars");
    metadata = texts(entries, "metadata");
    if (entries.containsKey("assert")) {
      for (YamlNode one : entries.get("assert").list("'assert'")) {
        assertions.add(one.mapping("an assertion", ASSERTION_KEYS));
      }
    }
  }

  private static Map<String, String> texts(Map<String, YamlNode> entries, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (entries.containsKey(key)) {
      entries
          .get(key)
          .mapping("'" + key + "'")
          .forEach((name, value) -> texts.put(name, value.text("'" + name + "'")));
    }
    return texts;
  }

  EvaluationCase ask(YamlNode prompt, String suffix, Optional<PromptfooTest> defaults) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> about = new LinkedHashMap<>();
    List<Map<String, YamlNode>> all = new ArrayList<>();
    defaults.ifPresent(
        common -> {
          values.putAll(common.vars);
          about.putAll(common.metadata);
          all.addAll(common.assertions);
        });
    values.putAll(vars);
    about.putAll(metadata);
    all.addAll(assertions);
    return new EvaluationCase(
        about.getOrDefault("id", "line-" + place.line()) + suffix,
        either(about, values, "use_case").orElse(Cases.DEFAULT_USE_CASE),
        Template.fill(prompt.place(), promptText(prompt), values),
        either(about, values, "system_prompt"),
        expected(all, values),
        assertions(all, values));
  }

  private static String promptText(YamlNode prompt) {
    String text = prompt.text("a prompt");
    if (text.startsWith("file://")) {
      throw prompt.place().refuse("a prompt must be its text; files of prompts are not read");
    }
    return text;
  }

  private static Optional<String> either(
      Map<String, String> metadata, Map<String, String> vars, String key) {
    return Optional.ofNullable(metadata.getOrDefault(key, vars.get(key)))
        .filter(text -> !text.isBlank());
  }

  private Optional<String> expected(List<Map<String, YamlNode>> all, Map<String, String> values) {
    List<String> texts =
        all.stream().filter(this::isSimilar).map(one -> text(one, "value", values)).toList();
    if (texts.size() > 1) {
      throw place.refuse("two assertions of type 'similar'; allowed is one, the expected answer");
    }
    return texts.stream().findFirst();
  }

  private List<Assertion> assertions(List<Map<String, YamlNode>> all, Map<String, String> values) {
    return all.stream()
        .filter(one -> !isSimilar(one))
        .map(
            one ->
                Assertions.of(
                    placeOf(one),
                    text(one, "type", Map.of()),
                    text(one, "value", values),
                    ", " + SIMILAR))
        .toList();
  }

  private boolean isSimilar(Map<String, YamlNode> assertion) {
    return text(assertion, "type", Map.of()).equals(SIMILAR);
  }

  private String text(Map<String, YamlNode> assertion, String key, Map<String, String> values) {
    YamlNode value = assertion.get(key);
    if (value == null) {
      throw placeOf(assertion).refuse("an assertion needs '" + key + "'");
    }
    return Template.fill(value.place(), value.text("'" + key + "'"), values);
  }

  private Place placeOf(Map<String, YamlNode> assertion) {
    return assertion.values().stream().findFirst().map(YamlNode::place).orElse(place);
  }
}
