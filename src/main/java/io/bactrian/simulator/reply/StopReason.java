package io.bactrian.simulator.reply;

/** Why the simulated model stopped, in the words of each body format. */
enum StopReason {
  END_TURN("end_turn", "FINISHED"),
  TOOL_USE("tool_use", "FINISHED"),
  MAX_TOKENS("max_tokens", "LENGTH"),
  STOP_SEQUENCE("stop_sequence", "STOP_CRITERIA_MET");

  private final String text;
  private final String titanText;

  StopReason(String text, String titanText) {
    this.text = text;
    this.titanText = titanText;
  }

  /** The word of Converse, Anthropic and Nova bodies. */
  String text() {
    return text;
  }

  /** The word of Titan bodies. */
  String titanText() {
    return titanText;
  }
}
