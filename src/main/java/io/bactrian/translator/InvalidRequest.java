package io.bactrian.translator;

/** A request body that cannot be a call: the message names what is wrong and what is allowed. */
public final class InvalidRequest extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTED = 64;

  public InvalidRequest(String message) {
    super(message);
  }

  /**
   * A name of the client's as an error message may show it: not too long, and without characters
   * that would change the line.
   */
  public static String quotable(String name) {
    String shown =
        name.length() > LONGEST_QUOTED ? name.substring(0, LONGEST_QUOTED) + "..." : name;
    return shown
        .chars()
        .map(c -> Character.isISOControl(c) || Character.isSurrogate((char) c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
