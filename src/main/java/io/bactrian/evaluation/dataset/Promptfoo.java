package io.bactrian.evaluation.dataset;

import io.bactrian.evaluation.EvaluationCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data set as a configuration of promptfoo: every prompt with every test. Its providers and
 * options are not ours, as the command names the models.
 */
final class Promptfoo {

  private static final Set<String> KEYS =
      Set.of(
          "prompts",
          "tests",
          "defaultTest",
          "description",
          "providers",
          "evaluateOptions",
          "commandLineOptions",
          "outputPath");

  private Promptfoo() {}

  static List<EvaluationCase> read(String file, String text) {
    YamlNode root =
        YamlNode.parse(file, text)
            .orElseThrow(
                () -> new InvalidDataSet(file + " is empty; needed are prompts and tests"));
    Map<String, YamlNode> entries = root.mapping("the document", KEYS);
    List<YamlNode> prompts = required(root, entries, "prompts");
    Optional<PromptfooTest> defaults =
        Optional.ofNullable(entries.get("defaultTest")).map(PromptfooTest::new);
    Cases cases = new Cases(file);
    for (YamlNode test : required(root, entries, "tests")) {
      PromptfooTest read = new PromptfooTest(test);
      for (int number = 0; number < prompts.size(); number++) {
        String suffix = prompts.size() == 1 ? "" : "-prompt-" + (number + 1);
        cases.add(test.place(), read.ask(prompts.get(number), suffix, defaults));
      }
    }
    return cases.all();
  }

  private static List<YamlNode> required(YamlNode root, Map<String, YamlNode> entries, String key) {
    YamlNode list = entries.get(key);
    if (list == null) {
      throw root.place().refuse("'" + key + "' is missing");
    }
    return new ArrayList<>(list.list("'" + key + "'"));
  }
}
