package io.bactrian.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.queue.Disposition.Answer;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Refusals;
import io.bactrian.translator.WireFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The border between queues and calls. The body of the exchange is a {@link Received}, then the
 * {@link GatewayCall} that it asks for, then the {@link Disposition} of the message.
 */
public final class QueueApi {

  private static final String RECEIVED = "bactrian-received";

  private final String tenant;
  private final Map<String, QueueSettings> queues;
  private final Map<String, WireFormat> formats;
  private final Function<byte[], JsonNode> bodies;
  private final EventPublisher events;
  private final LongSupplier nanoClock;
  private final InstantSource clock;
  private final StreamedReplies streams;

  /**
   * @param tenant whose calls they are
   * @param queues by name
   * @param formats by the value of the property {@code api}
   * @param bodies reads strict JSON within limits, or throws an {@link InvalidRequest}
   * @param ids unique ids for streams
   */
  public QueueApi(
      String tenant,
      Map<String, QueueSettings> queues,
      Map<String, WireFormat> formats,
      Function<byte[], JsonNode> bodies,
      EventPublisher events,
      LongSupplier nanoClock,
      InstantSource clock,
      Supplier<String> ids) {
    this.tenant = tenant;
    this.queues = Map.copyOf(queues);
    this.formats = Map.copyOf(formats);
    this.bodies = bodies;
    this.events = events;
    this.nanoClock = nanoClock;
    this.clock = clock;
    this.streams = new StreamedReplies(events, nanoClock, ids);
  }

  /** The message that an exchange is about, whatever its body is now. */
  public static Received received(Exchange exchange) {
    return exchange.getProperty(RECEIVED, Received.class);
  }

  /** The message becomes a call; one whose deadline has passed is a call that has ended. */
  public void open(Exchange exchange) {
    var received = (Received) exchange.getMessage().getBody();
    exchange.setProperty(RECEIVED, received);
    exchange.getMessage().setHeaders(new HashMap<>());
    exchange.getMessage().setBody(call(received));
  }

  private GatewayCall call(Received received) {
    if (received.unreadable().isPresent()) {
      throw new InvalidRequest(received.unreadable().get());
    }
    QueueMessage message = received.message();
    int limit = queues.get(message.queue()).maxBytes();
    if (message.body().length > limit) {
      throw new InvalidRequest(
          "the message has " + message.body().length + " bytes; allowed are at most " + limit);
    }
    var envelope =
        new Envelope(
            message.id(),
            tenant,
            nanoClock.getAsLong(),
            message.property(MessageProperty.MODEL),
            Map.of(),
            message.body());
    GatewayCall call = format(message).read(bodies.apply(message.body()), envelope);
    if (call.delivery().streamed() && received.receipt().streams().isEmpty()) {
      throw new InvalidRequest("stream must be absent or false: this queue carries whole answers");
    }
    Instant now = clock.instant();
    if (MessageOptions.deadline(message).filter(end -> !end.isAfter(now)).isPresent()) {
      FailureKind late = FailureKind.GATEWAY_DEADLINE_EXCEEDED;
      return call.ended(new Outcome.Refused(late, late.reason()));
    }
    return call.withOptions(MessageOptions.read(message, now));
  }

  private WireFormat format(QueueMessage message) {
    String api = message.property(MessageProperty.API).orElse(queues.get(message.queue()).api());
    WireFormat format = formats.get(api);
    if (format == null) {
      throw new InvalidRequest(
          "property api is '"
              + InvalidRequest.quotable(api)
              + "'; allowed: "
              + String.join(", ", new TreeSet<>(formats.keySet())));
    }
    return format;
  }

  /** The call's outcome decides what becomes of the message, unless that was clear before. */
  public void decide(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof GatewayCall call) {
      exchange.getMessage().setBody(decided(received(exchange), call));
    }
  }

  private Disposition decided(Received received, GatewayCall call) {
    if (call.outcome().orElseThrow() instanceof Outcome.Streaming begun) {
      return streamed(received, call, begun);
    }
    long now = nanoClock.getAsLong();
    QueueReply reply = QueueReplies.of(format(received.message()), call, now);
    events.publish(new CallFinished(call, reply.status(), now - call.receivedNanos()));
    return switch (call.wholeOutcome()) {
      case Outcome.Degraded degraded -> exhausted(received, call, reply);
      case Outcome.Refused refused -> refused(received, refused, reply);
      default -> new Answer(reply, Answer.Kind.DONE);
    };
  }

  private Disposition streamed(Received received, GatewayCall call, Outcome.Streaming begun) {
    StreamedReplies.Ended ended =
        streams.relay(
            received.receipt().streams().orElseThrow(),
            call,
            begun,
            format(received.message()).stream(call));
    return ended
        .failure()
        .map(
            kind ->
                otherwise(
                    received,
                    "the stream broke off",
                    new Answer(ended.last(), Answer.Kind.APOLOGY)))
        .orElseGet(() -> new Answer(ended.last(), Answer.Kind.STREAMED));
  }

  private Disposition exhausted(Received received, GatewayCall call, QueueReply reply) {
    var apology = new Answer(reply, Answer.Kind.APOLOGY);
    if (call.attempts().isEmpty() && mayWait(received)) {
      // Nobody was asked: the consumers are about to pause.
      return new Disposition.PutBack(settings(received).redelivery().first());
    }
    return otherwise(received, "no target could answer", apology);
  }

  /** It comes again, unless it shall not or would come too late. */
  private Disposition otherwise(Received received, String why, Answer apology) {
    return mayWait(received) ? later(received, why).orElse(apology) : apology;
  }

  private boolean mayWait(Received received) {
    return settings(received).onExhausted() == QueueSettings.OnExhausted.REDELIVER;
  }

  private QueueSettings settings(Received received) {
    return queues.get(received.message().queue());
  }

  /** What is wrong with the message is told; what the gateway failed at is tried again. */
  private Disposition refused(Received received, Outcome.Refused refusal, QueueReply reply) {
    Disposition told =
        received.receipt().canReply()
            ? new Answer(reply, Answer.Kind.REFUSED)
            : new Disposition.DeadLetter(refusal.message());
    return refusal.kind() == FailureKind.GATEWAY_INTERNAL_ERROR
        ? later(received, "the gateway failed").orElse(told)
        : told;
  }

  /** Empty when the message would come again too late. */
  private Optional<Disposition> later(Received received, String why) {
    QueueMessage message = received.message();
    Redelivery redelivery = queues.get(message.queue()).redelivery();
    if (redelivery.isOver(message.redeliveries())) {
      return Optional.of(
          new Disposition.DeadLetter(
              "put off " + message.redeliveries() + " times, and still " + why));
    }
    var delay = redelivery.delay(message.redeliveries());
    Instant next = clock.instant().plus(delay);
    boolean inTime = MessageOptions.deadline(message).map(next::isBefore).orElse(true);
    return inTime ? Optional.of(new Disposition.PutOff(delay)) : Optional.empty();
  }

  /** What becomes of a message that is no call, or whose call failed in the gateway itself. */
  public void fail(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Received received = received(exchange);
    String id = received.message().id();
    Outcome.Refused refusal = Refusals.of(thrown, id);
    Disposition disposition =
        exchange.getMessage().getBody() instanceof GatewayCall call
            ? decided(received, call.ended(refusal))
            : refused(
                received,
                refusal,
                QueueReplies.refused(knownFormat(received.message()), refusal, id));
    exchange.getMessage().setBody(disposition);
  }

  /** A message that asks for no form that there is gets its reply in the queue's own. */
  private WireFormat knownFormat(QueueMessage message) {
    return message
        .property(MessageProperty.API)
        .map(formats::get)
        .orElseGet(() -> formats.get(queues.get(message.queue()).api()));
  }
}
