package io.bactrian.ingress.json;

/**
 * Checks of the raw text that Jackson does not make: real UTF-8, no byte order mark, no raw NUL
 * (which would also let it guess UTF-16), no escaped half of a surrogate pair.
 */
final class JsonText {

  private static final int HIGH = 0xD800;
  private static final int LOW = 0xDC00;
  private static final int AFTER_LOW = 0xE000;
  private static final int ESCAPE_LENGTH = 6;

  private JsonText() {}

  static void check(byte[] text) throws BadJson {
    if (text.length >= 3
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF) {
      throw new BadJson("The body begins with a byte order mark.");
    }
    int at = 0;
    while (at < text.length) {
      byte b = text[at];
      if (b < 0) {
        at += Utf8.sequenceLength(text, at);
      } else if (b == '\\') {
        at += escapeLength(text, at);
      } else if (b == 0) {
        throw new BadJson("The body has a NUL character.");
      } else {
        at++;
      }
    }
  }

  /** Malformed escapes are left to the parser; only surrogates are judged here. */
  private static int escapeLength(byte[] text, int at) throws BadJson {
    int unit = escapedUnit(text, at);
    if (unit < HIGH || unit >= AFTER_LOW) {
      return 2;
    }
    int next = escapedUnit(text, at + ESCAPE_LENGTH);
    if (unit >= LOW || next < LOW || next >= AFTER_LOW) {
      throw new BadJson("A JSON string has half of a surrogate pair.");
    }
    return 2 * ESCAPE_LENGTH;
  }

  /** The UTF-16 unit that an escape stands for, or -1 if there is no such escape here. */
  private static int escapedUnit(byte[] text, int at) {
    if (at + ESCAPE_LENGTH > text.length || text[at] != '\\' || text[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
