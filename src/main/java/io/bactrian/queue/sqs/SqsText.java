package io.bactrian.queue.sqs;

/** Text as SQS takes it: it refuses a message with any other character. */
final class SqsText {

  private static final char STAND_IN = '?';

  private SqsText() {}

  static String legal(String text) {
    return text.codePoints()
        .map(c -> isLegal(c) ? c : STAND_IN)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The same JSON: what is illegal here can only be within its strings. */
  static String legalJson(String json) {
    if (json.codePoints().allMatch(SqsText::isLegal)) {
      return json;
    }
    var legal = new StringBuilder(json.length() + 6);
    json.codePoints()
        .forEach(
            c -> {
              if (isLegal(c)) {
                legal.appendCodePoint(c);
              } else {
                legal.append(String.format("\\u%04x", c));
              }
            });
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
