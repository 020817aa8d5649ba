package io.bactrian.architecture;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of the documentation. */
record Markdown(Path path, List<String> lines) {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

  static Markdown read(Path path) throws IOException {
    return new Markdown(path, Files.readAllLines(path));
  }

  /** All pages of the project. */
  static List<Markdown> all() throws IOException {
    List<Markdown> pages = new ArrayList<>();
    for (Path folder : List.of(Path.of("."), Path.of("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
          pages.add(read(file));
        }
      }
    }
    return pages;
  }

  /** The cells of every table row whose table begins with that head, without back ticks. */
  List<List<String>> table(String head) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (!line.startsWith("|")) {
        inside = false;
      } else if (line.equals(head)) {
        inside = true;
      } else if (inside && !line.startsWith("|---")) {
        rows.add(cells(line));
      }
    }
    return rows;
  }

  /** The lines that begin with a word, inside the code blocks below a heading. */
  List<String> commands(String heading, String word) {
    return section(heading).stream().filter(line -> line.startsWith(word)).toList();
  }

  /**
   * A block of code that says its language.
   *
   * @param heading the last one above it, without its marks
   */
  record Code(String heading, String language, String text) {
    @Override
    public String toString() {
      return heading;
    }

    /** Its lines, without what they are indented by. */
    List<String> stripped() {
      return text.lines().map(String::strip).toList();
    }
  }

  /** All blocks of code that say their language, in order. */
  List<Code> code() {
    List<Code> blocks = new ArrayList<>();
    String heading = "";
    for (int line = 0; line < lines.size(); line++) {
      String begin = lines.get(line);
      if (begin.startsWith("#")) {
        heading = begin.replaceFirst("#+ ", "");
      } else if (begin.startsWith("```")) {
        int end = line + 1 + lines.subList(line + 1, lines.size()).indexOf("```");
        if (begin.length() > 3) {
          String text = String.join("\n", lines.subList(line + 1, end));
          blocks.add(new Code(heading, begin.substring(3), text));
        }
        line = end;
      }
    }
    return blocks;
  }

  /** All blocks of code of a language below a heading, without what each line is indented by. */
  List<List<String>> snippets(String heading, String language) {
    return code().stream()
        .filter(code -> code.heading().equals(heading) && code.language().equals(language))
        .map(Code::stripped)
        .toList();
  }

  /** Targets of links to other places of the project. */
  List<String> links() {
    return lines.stream()
        .flatMap(line -> LINK.matcher(line).results().map(match -> match.group(1)))
        .filter(target -> !target.contains("://"))
        .toList();
  }

  /** The names under which headings can be linked to. */
  Set<String> anchors() {
    return lines.stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(toUnmodifiableSet());
  }

  private List<String> section(String heading) {
    int from = lines.indexOf(heading) + 1;
    if (from == 0) {
      throw new IllegalArgumentException(path + " has no heading '" + heading + "'");
    }
    int to = from;
    while (to < lines.size() && !lines.get(to).startsWith("## ")) {
      to++;
    }
    return lines.subList(from, to);
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.length() - 1);
    return Arrays.stream(CELL_BORDER.split(inner, -1))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }
}
