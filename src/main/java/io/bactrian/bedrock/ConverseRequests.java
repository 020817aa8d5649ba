package io.bactrian.bedrock;

import io.bactrian.call.TargetCall;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

/** Turns an attempt into the request that its target gets (Message Translator). */
public final class ConverseRequests {

  private final InjectedFailures injected;

  public ConverseRequests(InjectedFailures injected) {
    this.injected = injected;
  }

  public ConverseRequest toConverse(TargetCall attempt) {
    injected.throwIfSet(attempt.target().region());
    return attempt.call().request().toBuilder()
        .modelId(attempt.target().modelId())
        .overrideConfiguration(
            override ->
                override
                    .apiCallTimeout(attempt.timeout())
                    .putExecutionAttribute(ReplyCapture.ATTEMPT, attempt))
        .build();
  }
}
