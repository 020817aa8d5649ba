package io.bactrian.call;

import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

/** What a caller asks, in the terms of one of Bedrock's operations and without a model id. */
public sealed interface Question {

  /** The operation's request. */
  BedrockRuntimeRequest request();

  /**
   * The conversation, of a question that is one.
   *
   * @throws IllegalStateException when it is another kind of question
   */
  default ConverseRequest conversation() {
    throw new IllegalStateException("not a conversation: " + this);
  }

  /** A conversation to go on with, whatever the wire format it came in. */
  record Converse(ConverseRequest request) implements Question {
    @Override
    public ConverseRequest conversation() {
      return request;
    }
  }

  /** A body in a model's own format, which is passed on unread. */
  record Invoke(InvokeModelRequest request) implements Question {}

  /** How many tokens a question has, which says nothing of how a model answers. */
  record CountTokens(CountTokensRequest request) implements Question {}
}
