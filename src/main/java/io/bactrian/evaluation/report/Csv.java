package io.bactrian.evaluation.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes rows as RFC 4180 has them. */
final class Csv {

  private static final String FORMULA = "=+-@\t\r\n";
  private static final String NEEDS_QUOTES = ",\"\r\n";

  private Csv() {}

  static String row(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  /**
   * A text that no spreadsheet takes for a formula: the apostrophe makes it text there. For texts
   * that others chose, not for numbers.
   */
  static String text(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String cell) {
    boolean quotes = cell.chars().anyMatch(character -> NEEDS_QUOTES.indexOf(character) >= 0);
    return quotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
