package io.bactrian.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which route files are loaded: a file in {@code routes/} of the working directory wins over the
 * packed one of the same name, and files of other names are added.
 */
final class RouteFiles {

  static final List<String> PACKED =
      List.of(
          "chat.camel.yaml",
          "explain.camel.yaml",
          "fallback.camel.yaml",
          "http.camel.yaml",
          "metrics.camel.yaml",
          "operations.camel.yaml",
          "queues.camel.yaml",
          "region.camel.yaml",
          "shadow.camel.yaml");

  private RouteFiles() {}

  /** Camel's include pattern for the files, as seen from {@code workingDirectory}. */
  static String includePattern(Path workingDirectory) {
    Path folder = workingDirectory.resolve("routes");
    TreeSet<String> local = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
        files.forEach(file -> local.add(file.getFileName().toString()));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("the folder " + folder + " cannot be read", unreadable);
      }
    }
    List<String> patterns = new ArrayList<>();
    local.forEach(name -> patterns.add("file:" + folder.resolve(name)));
    PACKED.stream()
        .filter(name -> !local.contains(name))
        .forEach(name -> patterns.add("classpath:routes/" + name));
    return String.join(",", patterns);
  }
}
