package io.bactrian.api;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.translator.ReplyHeaders;
import io.bactrian.translator.StreamAssembly;
import io.bactrian.translator.StreamWriter;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Writes the answer of a target to a client while it comes. */
final class StreamReplies {

  private static final int LONGEST_KEPT_ANSWER = 100_000;

  private final EventPublisher events;
  private final LongSupplier nanoClock;
  private final StreamPatience patience;
  private final OpenStreams open;

  StreamReplies(
      EventPublisher events, LongSupplier nanoClock, StreamPatience patience, OpenStreams open) {
    this.events = events;
    this.nanoClock = nanoClock;
    this.patience = patience;
    this.open = open;
  }

  /** Returns the call as it ended, when the stream is over. */
  GatewayCall write(
      GatewayCall call, Outcome.Streaming begun, StreamWriter writer, HttpServerResponse response) {
    long started = nanoClock.getAsLong();
    response.setStatusCode(200).setChunked(true);
    ReplyHeaders.of(call, started)
        .forEach((name, value) -> response.putHeader(name, value.toString()));
    response.putHeader("Content-Type", writer.contentType());
    var answer = new StreamAssembly(LONGEST_KEPT_ANSWER);
    var relay = new StreamRelay(begun.stream(), writer, response, patience, answer::accept);
    Optional<FailureKind> failure = open.during(relay);
    long now = nanoClock.getAsLong();
    Outcome ending =
        failure
            .<Outcome>map(kind -> new Outcome.Broken(begun.target(), kind))
            .orElseGet(() -> new Outcome.Live(begun.target(), answer.answer()));
    GatewayCall ended = call.streamOver(ending, failure, now - started);
    int status =
        failure.filter(FailureKind.CALLER_LEFT::equals).map(FailureKind::status).orElse(200);
    events.publish(new CallFinished(ended, status, now - call.receivedNanos()));
    return ended;
  }
}
