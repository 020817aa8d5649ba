package io.bactrian.call;

/**
 * How a caller wants the answer, which changes nothing of the question.
 *
 * @param requestedModel the model as the caller named it: alias, Bedrock id or {@link #AUTO}
 * @param streamed whether the answer is wanted piece by piece
 * @param usageInStream whether a stream shall end with the token usage, where that is a choice
 */
public record Delivery(String requestedModel, boolean streamed, boolean usageInStream) {

  /** What a caller names that leaves the model to the strategy in force. */
  public static final String AUTO = "auto";

  /** The whole answer at once. */
  public static Delivery whole(String requestedModel) {
    return new Delivery(requestedModel, false, false);
  }

  /** Whether the caller names no model. */
  public boolean leavesModelOpen() {
    return requestedModel.equals(AUTO);
  }
}
