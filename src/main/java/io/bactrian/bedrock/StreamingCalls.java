package io.bactrian.bedrock;

import io.bactrian.call.TargetCall;
import java.time.Duration;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * Opens streams in one region. Camel's component joins a stream to one answer, so it is not used.
 */
public final class StreamingCalls {

  private final BedrockRuntimeAsyncClient client;
  private final InjectedFailures injected;
  private final StreamSettings settings;
  private final StreamPlaces places;
  private final LongSupplier nanoClock;

  public StreamingCalls(
      BedrockRuntimeAsyncClient client,
      InjectedFailures injected,
      StreamSettings settings,
      StreamPlaces places,
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
    injected.throwIfSet(attempt.target().region());
    var inbox = new EventInbox(settings.bufferedEvents());
    var stream = new BedrockStream(inbox, settings, nanoClock, places.take());
    attempt.call().caller().whenLeaving(stream::cancel);
    try {
      inbox.follow(client.converseStream(StreamRequests.of(attempt, settings.total()), inbox));
      stream.awaitContent(min(settings.firstContent(), attempt.timeout()));
    } catch (RuntimeException | Error failed) {
      stream.cancel();
      throw failed;
    }
    attempt.reply().set(new TargetCall.Streamed(stream, inbox.requestId()));
    return attempt;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
