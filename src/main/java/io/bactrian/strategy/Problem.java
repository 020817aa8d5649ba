package io.bactrian.strategy;

/**
 * What is wrong at one place of a document.
 *
 * @param line from 1; 0 where it is not known, and so {@code column}
 * @param path JSON pointer; empty for the whole document
 */
record Problem(int line, int column, String path, String reason) {

  private static final int LONGEST = 300;

  /** One line, whatever the document has in it. */
  @Override
  public String toString() {
    String place = line == 0 ? "" : "line " + line + ", column " + column + ", ";
    return place + plain(path.isEmpty() ? "document" : path) + ": " + plain(reason);
  }

  /** Without what could make another line of a log, and not too long for one. */
  static String plain(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
