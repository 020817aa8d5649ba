package io.bactrian.bedrock;

import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** The whole answers that Camel's component has no operation for, in one region. */
public final class OtherOperations {

  private final BedrockRuntimeClient client;
  private final InjectedFailures injected;

  public OtherOperations(BedrockRuntimeClient client, InjectedFailures injected) {
    this.client = client;
    this.injected = injected;
  }

  /**
   * Asks the target; the answer comes back in the attempt.
   *
   * @throws RuntimeException the SDK's, when there is none
   */
  public TargetCall call(TargetCall attempt) {
    TargetCall spared = injected.strike(attempt);
    var captured = AttemptRequests.captured(spared);
    switch (spared.call().question()) {
      case Question.Converse question ->
          client.converse(AttemptRequests.converse(spared, question.request(), captured));
      case Question.Invoke question ->
          client.invokeModel(AttemptRequests.invoke(spared, question.request(), captured));
      case Question.CountTokens question ->
          client.countTokens(AttemptRequests.countTokens(spared, question.request(), captured));
    }
    return attempt;
  }
}
