package io.bactrian.bedrock;

import io.bactrian.call.TargetCall;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

/** Makes the request that Camel's component sends (Message Translator). */
public final class ConverseRequests {

  private final InjectedFailures injected;

  public ConverseRequests(InjectedFailures injected) {
    this.injected = injected;
  }

  /** The request for the attempt's target; the answer comes back in the attempt. */
  public ConverseRequest toConverse(TargetCall attempt) {
    TargetCall spared = injected.strike(attempt);
    return AttemptRequests.converse(
        spared, spared.call().question().conversation(), AttemptRequests.captured(spared));
  }
}
