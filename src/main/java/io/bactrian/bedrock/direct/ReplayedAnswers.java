package io.bactrian.bedrock.direct;

import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** What the SDK makes of answers and failures that it did not receive itself. */
public final class ReplayedAnswers implements SdkAutoCloseable {

  private final Replay replay;
  private final BedrockRuntimeClient sdk;

  /**
   * @param sdk a client over {@code replay}
   */
  public ReplayedAnswers(Replay replay, BedrockRuntimeClient sdk) {
    this.replay = replay;
    this.sdk = sdk;
  }

  /**
   * @throws software.amazon.awssdk.core.exception.SdkException as the SDK does for such an exchange
   */
  ConverseResponse converse(ConverseRequest request, Exchange exchange) {
    return replay.during(exchange, () -> sdk.converse(request));
  }

  @Override
  public void close() {
    sdk.close();
  }
}
