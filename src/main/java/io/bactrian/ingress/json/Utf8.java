package io.bactrian.ingress.json;

/** The shortest-form rule of UTF-8 (RFC 3629, section 4), which Jackson does not hold to. */
final class Utf8 {

  private Utf8() {}

  /** The length of the sequence that begins with the byte at {@code at}, which is not ASCII. */
  static int sequenceLength(byte[] text, int at) throws BadJson {
    int lead = text[at] & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      need(text, at + 1, 0x80, 0xBF);
      return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      // E0 could hide a shorter form, ED a surrogate.
      need(text, at + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
      need(text, at + 2, 0x80, 0xBF);
      return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      // F0 could hide a shorter form, F4 a code point beyond Unicode.
      need(text, at + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
      need(text, at + 2, 0x80, 0xBF);
      need(text, at + 3, 0x80, 0xBF);
      return 4;
    }
    throw notUtf8();
  }

  private static void need(byte[] text, int at, int least, int most) throws BadJson {
    int b = at < text.length ? text[at] & 0xFF : -1;
    if (b < least || b > most) {
      throw notUtf8();
    }
  }

  private static BadJson notUtf8() {
    return new BadJson("The body is not UTF-8.");
  }
}
