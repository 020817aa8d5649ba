package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the defects that this system must not have, against the tests that it names. */
class DefectTableTest {

  private static final Path TESTS = Path.of("src/test/java/io/bactrian");
  private static final Pattern NAME = Pattern.compile("([a-z/]+/\\w+Test)\\.(\\w+)");

  @Test
  void every_test_that_the_table_names_exists() throws IOException {
    List<List<String>> rows =
        Markdown.read(Path.of("docs/resilience.md"))
            .table("| defect | what shows that it is absent |");
    assertThat(rows).hasSizeGreaterThan(20);
    for (List<String> row : rows) {
      Matcher names = NAME.matcher(row.get(1));
      int found = 0;
      while (names.find()) {
        found++;
        assertThat(TESTS.resolve(names.group(1) + ".java"))
            .content()
            .contains("void " + names.group(2) + "(");
      }
      assertThat(found).as(row.get(0)).isPositive();
      assertThat(Files.isDirectory(TESTS)).isTrue();
    }
  }
}
