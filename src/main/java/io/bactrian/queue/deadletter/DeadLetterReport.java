package io.bactrian.queue.deadletter;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints dead letters, a line each; never what they say, unless it is asked for. */
public final class DeadLetterReport {

  private final PrintStream out;
  private final boolean content;
  private int lines;

  public DeadLetterReport(PrintStream out, boolean content) {
    this.out = out;
    this.content = content;
  }

  public void tell(DeadLetter letter) {
    lines++;
    out.printf(
        "%s  %s  %d bytes  %s%n",
        printable(letter.id()), letter.died(), letter.body().length, printable(letter.reason()));
    if (content) {
      out.println("  " + printable(new String(letter.body(), StandardCharsets.UTF_8)));
    }
    out.flush();
  }

  /** How many were told. */
  public int count() {
    return lines;
  }

  /** On one line, and without what a terminal would obey. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
