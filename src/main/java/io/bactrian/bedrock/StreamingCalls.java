package io.bactrian.bedrock;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import io.bactrian.upstream.Places;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * Opens streams in one region. Camel's component joins a stream to one answer, so it is not used.
 */
public final class StreamingCalls {

  private final BedrockRuntimeAsyncClient client;
  private final InjectedFailures injected;
  private final StreamSettings settings;
  private final Places places;
  private final LongSupplier nanoClock;

  public StreamingCalls(
      BedrockRuntimeAsyncClient client,
      InjectedFailures injected,
      StreamSettings settings,
      Places places,
      LongSupplier nanoClock) {
    this.client = client;
    this.injected = injected;
    this.settings = settings;
    this.places = places;
    this.nanoClock = nanoClock;
  }

  /**
   * Asks the target and waits for the first content; the attempt then holds the stream.
   *
   * @throws RuntimeException when there is none; nothing is left open then
   */
  public TargetCall open(TargetCall attempt) {
    TargetCall spared = injected.strike(attempt.within(settings.firstContent()));
    StreamForm form = form(attempt.call().question());
    var inbox = new EventInbox(form, nanoClock);
    Runnable place =
        places
            .take()
            .orElseThrow(
                () -> new CallFailed(FailureKind.GATEWAY_TOO_MANY_STREAMS, List.of(), "no place"));
    var stream = new BedrockStream(inbox, form, settings, nanoClock, place);
    Runnable cancel = stream::cancel;
    attempt.call().caller().whenLeaving(cancel);
    try {
      inbox.follow(call(attempt, inbox));
      stream.awaitContent(spared.timeout());
    } catch (RuntimeException | Error failed) {
      attempt.call().caller().forget(cancel);
      stream.cancel();
      throw failed;
    }
    attempt.reply().set(new TargetCall.Streamed(injected.cut(attempt, stream), inbox.requestId()));
    return attempt;
  }

  private CompletableFuture<?> call(TargetCall attempt, EventInbox inbox) {
    Consumer<AwsRequestOverrideConfiguration.Builder> streamed =
        override -> override.putExecutionAttribute(StreamingForm.INBOX, inbox);
    return switch (attempt.call().question()) {
      case Question.Converse question ->
          client.converse(AttemptRequests.converse(attempt, question.request(), streamed));
      case Question.Invoke question ->
          client.invokeModel(AttemptRequests.invoke(attempt, question.request(), streamed));
      case Question.CountTokens question -> throw new IllegalStateException("a count is no stream");
    };
  }

  private static StreamForm form(Question question) {
    return question instanceof Question.Invoke ? new InvokeChunks() : new ConverseEvents();
  }
}
