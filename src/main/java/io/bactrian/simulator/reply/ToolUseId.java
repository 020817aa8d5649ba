package io.bactrian.simulator.reply;

/** The id of a simulated tool call, in the form that Bedrock gives it. */
final class ToolUseId {

  private static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int LENGTH = 22;

  private ToolUseId() {}

  static String of(long hash) {
    return "tooluse_" + letters(hash, LENGTH);
  }

  /** Letters and digits that are always the same for the same hash. */
  static String letters(long hash, int length) {
    var text = new StringBuilder(length);
    long state = hash;
    for (int i = 0; i < length; i++) {
      state = state * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
      text.append(ALPHABET.charAt((int) Long.remainderUnsigned(state >>> 16, ALPHABET.length())));
    }
    return text.toString();
  }
}
