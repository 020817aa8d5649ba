package io.bactrian.queue;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.StreamEvent;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.translator.StreamAssembly;
import io.bactrian.translator.StreamWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Passes a streamed answer on as messages, each at once; what ends it is the reply itself, which is
 * acknowledged with the message. A stream that is begun anew has another id, so that its reader can
 * drop the pieces of the one before.
 */
final class StreamedReplies {

  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final int LONGEST_KEPT_ANSWER = 100_000;
  private static final int OK = 200;

  private final EventPublisher events;
  private final LongSupplier nanoClock;
  private final Supplier<String> ids;

  /** {@code ids}: unique ids for streams. */
  StreamedReplies(EventPublisher events, LongSupplier nanoClock, Supplier<String> ids) {
    this.events = events;
    this.nanoClock = nanoClock;
    this.ids = ids;
  }

  /**
   * What came of a stream.
   *
   * @param failure why it broke off
   * @param last what ends it for its reader
   */
  record Ended(Optional<FailureKind> failure, QueueReply last) {}

  /** However it ends, and if {@code open} fails too, the target's stream is cancelled. */
  Ended relay(
      Supplier<ReplyStream> open, GatewayCall call, Outcome.Streaming begun, StreamWriter writer) {
    long started = nanoClock.getAsLong();
    var answer = new StreamAssembly(LONGEST_KEPT_ANSWER);
    String id = ids.get();
    Optional<FailureKind> failure = Optional.empty();
    int sequence = 0;
    try (ReplyStream pieces = open.get()) {
      while (!begun.stream().isComplete()) {
        Optional<StreamEvent> event = begun.stream().next(GLANCE);
        if (event.isPresent()) {
          answer.accept(event.get());
          byte[] piece = writer.event(event.get());
          if (piece.length > 0) {
            pieces.send(piece, new ReplyPiece(id, sequence++, false).properties());
          }
        }
      }
    } catch (CallFailed broken) {
      failure = Optional.of(broken.kind());
    } catch (RuntimeException lost) {
      // Without its broker the message comes again, whatever is said of it now.
      failure = Optional.of(FailureKind.CALLER_LEFT);
    } finally {
      begun.stream().cancel();
    }
    Outcome ending =
        failure
            .<Outcome>map(kind -> new Outcome.Broken(begun.target(), kind))
            .orElseGet(() -> new Outcome.Live(begun.target(), answer.answer()));
    long now = nanoClock.getAsLong();
    int status = failure.map(FailureKind::status).orElse(OK);
    events.publish(
        new CallFinished(
            call.streamOver(ending, failure, now - started), status, now - call.receivedNanos()));
    byte[] end = failure.map(kind -> writer.error(kind, kind.reason())).orElseGet(writer::end);
    return new Ended(
        failure, new QueueReply(status, end, new ReplyPiece(id, sequence, true).properties()));
  }
}
