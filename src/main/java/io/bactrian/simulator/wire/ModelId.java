package io.bactrian.simulator.wire;

/** The rule of Bedrock for what may stand as a model id: an id, a profile id or an ARN. */
public final class ModelId {

  private static final int LONGEST = 2048;

  private ModelId() {}

  /**
   * @throws RequestRejected if Bedrock would not take the text as a model id
   */
  public static void check(String modelId) {
    if (modelId.isEmpty() || modelId.length() > LONGEST) {
      throw invalid();
    }
    for (int i = 0; i < modelId.length(); i++) {
      char character = modelId.charAt(i);
      boolean plain =
          character >= 'a' && character <= 'z'
              || character >= 'A' && character <= 'Z'
              || character >= '0' && character <= '9';
      if (!plain && "._:/-".indexOf(character) < 0) {
        throw invalid();
      }
    }
  }

  private static RequestRejected invalid() {
    return RequestRejected.validation("The provided model identifier is invalid.");
  }
}
