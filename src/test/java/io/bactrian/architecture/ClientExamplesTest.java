package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of clients, run as they stand but for the port of the gateway. */
@ExtendWith(DocumentedGateway.Once.class)
final class ClientExamplesTest {

  private static final Path README = Path.of("README.md");
  private static final Path PAGE = Path.of("docs", "clients.md");
  private static final String JAVA_SCRIPT = "js";
  private static final Pattern LINE_OF_JAVA_SCRIPT =
      Pattern.compile("\\w+: \"http://localhost:8000[^\"]*\",");
  private static final Pattern VARIABLE =
      Pattern.compile("`([A-Z_]+)=(http://localhost:8000\\S*)`");

  private final DocumentedGateway gateway;
  private final Path work;

  ClientExamplesTest(DocumentedGateway gateway, @TempDir Path work) {
    this.gateway = gateway;
    this.work = work;
  }

  static List<Markdown.Code> examples() throws IOException {
    return Markdown.read(PAGE).code();
  }

  static List<Markdown.Code> examplesInJavaScript() throws IOException {
    return examples().stream().filter(code -> code.language().equals(JAVA_SCRIPT)).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_prints_an_answer(Markdown.Code example) throws Exception {
    assertThat(program(example.language(), example.text()).run()).contains("What is a camel?");
  }

  @ParameterizedTest
  @MethodSource("examplesInJavaScript")
  void without_the_line_the_environment_does_it(Markdown.Code example) throws Exception {
    String without = LINE_OF_JAVA_SCRIPT.matcher(example.text()).replaceFirst("");
    assertThat(without).isNotEqualTo(example.text()).doesNotContain("localhost");
    Program program = program(JAVA_SCRIPT, without);
    Map<String, String> variables = variables(README);
    variables.forEach((name, value) -> program.with(name, withPort(value)));
    assertThat(variables).hasSize(3).isEqualTo(variables(PAGE));
    assertThat(program.run()).contains("What is a camel?");
  }

  @Test
  void the_readme_has_the_line_of_every_example() throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    for (List<String> row : Markdown.read(README).table("| client | the line |")) {
      lines.put(row.get(0).replaceFirst("\\[(.*)].*", "$1"), row.get(1));
    }
    assertThat(lines.keySet()).containsExactlyElementsOf(headings());
    assertThat(examples())
        .allSatisfy(
            example ->
                assertThat(example.text().lines().map(String::strip))
                    .contains(lines.get(example.heading())));
  }

  private static List<String> headings() throws IOException {
    return examples().stream().map(Markdown.Code::heading).toList();
  }

  private static Map<String, String> variables(Path page) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    VARIABLE
        .matcher(Files.readString(page))
        .results()
        .forEach(found -> variables.put(found.group(1), found.group(2)));
    return variables;
  }

  private Program program(String language, String code) throws IOException {
    boolean javaScript = language.equals(JAVA_SCRIPT);
    Path file = work.resolve(javaScript ? "ask.mjs" : "Ask.java");
    Files.writeString(file, withPort(code));
    return javaScript
        ? Program.node("--input-type=module").reading(file)
        : Program.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--class-path",
            System.getProperty("java.class.path"),
            file.toString());
  }

  private String withPort(String text) {
    return text.replace("http://localhost:8000", gateway.base().toString());
  }
}
