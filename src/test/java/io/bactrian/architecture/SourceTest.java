package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files themselves must be like. */
class SourceTest {

  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path TEST = Path.of("src", "test", "java");
  private static final int LONGEST = 250;
  private static final int LONGEST_MEDIAN = 50;

  /** Written in two halves, so that this file does not find itself. */
  private static final List<String> UNFINISHED = List.of("TO" + "DO", "FIX" + "ME", "XX" + "X ");

  private static final List<String> FRAGILE =
      List.of("Thread.sl" + "eep(", "@Dis" + "abled", "assumeTr" + "ue(", "assumeFa" + "lse(");

  private static List<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Path> all() {
    return Stream.of(MAIN, TEST).flatMap(directory -> javaFiles(directory).stream()).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> saying(List<Path> files, List<String> words) {
    return files.stream()
        .flatMap(
            file ->
                lines(file).stream()
                    .filter(line -> words.stream().anyMatch(line::contains))
                    .map(line -> file + ": " + line.strip()))
        .toList();
  }

  @Test
  void no_file_is_longer_than_one_can_take_in() {
    assertThat(all()).filteredOn(file -> lines(file).size() > LONGEST).isEmpty();
  }

  @Test
  void most_files_fit_on_a_screen() {
    List<Integer> sizes = javaFiles(MAIN).stream().map(SourceTest::linesOfClass).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).isLessThan(LONGEST_MEDIAN);
  }

  /** Nobody reads imports, and a class is no harder to take in for them. */
  private static int linesOfClass(Path file) {
    return (int) lines(file).stream().filter(line -> !line.startsWith("import ")).count();
  }

  @Test
  void every_package_says_what_it_is() {
    assertThat(javaFiles(MAIN).stream().map(Path::getParent).distinct())
        .allSatisfy(directory -> assertThat(directory.resolve("package-info.java")).exists());
  }

  @Test
  void nothing_is_left_to_do() {
    assertThat(saying(all(), UNFINISHED)).isEmpty();
  }

  @Test
  void tests_neither_sleep_nor_skip() {
    assertThat(saying(javaFiles(TEST), FRAGILE)).isEmpty();
  }

  @Test
  void the_clients_for_javascript_are_pinned_and_from_no_registry_in_particular()
      throws IOException {
    Path npm = Path.of("src", "test", "npm");
    assertThat(Files.readString(npm.resolve("package.json"))).doesNotContain("\"^", "\"~");
    assertThat(Files.readString(npm.resolve("package-lock.json"))).doesNotContain("\"resolved\"");
  }
}
