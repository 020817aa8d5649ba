package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

  @TempDir Path folder;

  @Test
  void packed_routes_are_loaded_where_there_are_no_others() {
    assertThat(RouteFiles.includePattern(folder).split(","))
        .hasSameSizeAs(RouteFiles.PACKED)
        .allMatch(pattern -> pattern.startsWith("classpath:routes/"));
  }

  @Test
  void a_local_file_wins_over_the_packed_one_and_others_are_added() throws Exception {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.createFile(routes.resolve("chat.camel.yaml"));
    Files.createFile(routes.resolve("my-own.camel.yaml"));
    Files.createFile(routes.resolve("notes.txt"));
    List<String> patterns = List.of(RouteFiles.includePattern(folder).split(","));
    assertThat(patterns)
        .contains(
            "file:" + routes.resolve("chat.camel.yaml"),
            "file:" + routes.resolve("my-own.camel.yaml"),
            "classpath:routes/region.camel.yaml")
        .doesNotContain("classpath:routes/chat.camel.yaml")
        .noneMatch(pattern -> pattern.contains("notes"));
  }

  @Test
  void every_packed_route_file_is_listed() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(RouteFiles.PACKED);
    }
  }
}
