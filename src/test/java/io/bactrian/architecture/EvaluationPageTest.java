package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.OptionRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of evaluations, against the command. */
final class EvaluationPageTest {

  private static final Path PAGE = Path.of("docs", "evaluation.md");
  private static final Pattern ARGUMENTS = Pattern.compile("exec\\.args=\"evaluate ?(.*)\"");

  static List<String> commands() throws IOException {
    return Markdown.read(PAGE).commands("## Running it", "mvn ");
  }

  @Test
  void every_option_is_in_the_table_with_its_default() throws IOException {
    Map<String, String> documented = new LinkedHashMap<>();
    for (List<String> row : Markdown.read(PAGE).table("| option | default | what it does |")) {
      documented.put(row.get(0), row.get(1));
    }
    Map<String, String> known = new LinkedHashMap<>();
    for (OptionSpec option : new CommandLine(EvaluateOptions.class).getCommandSpec().options()) {
      known.put(option.longestName(), defaultOf(option));
    }
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(known);
  }

  private static String defaultOf(OptionSpec option) {
    boolean flag = option.type() == boolean.class;
    return option.defaultValue() == null ? flag ? "false" : "" : option.defaultValue();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_of_the_page_is_allowed(String command) {
    var found = ARGUMENTS.matcher(command);
    assertThat(found.find()).isTrue();
    var line = new CommandLine(EvaluateOptions.class);
    String arguments = found.group(1);
    line.parseArgs(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    OptionRules.check(line.getCommand());
  }
}
