package io.bactrian.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.CallOptions;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.KeptEvents;
import io.bactrian.translator.OptionHeaders;
import io.bactrian.translator.Refusals;
import io.bactrian.translator.Reply;
import io.bactrian.translator.ReplyHeaders;
import io.bactrian.translator.StreamWriter;
import io.bactrian.translator.WireFormat;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The border between HTTP and calls for one wire format. Only the headers that the edge has written
 * itself are read, and a reply carries only headers that are set here: nothing of a request comes
 * back or steers a route.
 */
public final class HttpApi {

  /** The one tenant there is until API keys come. */
  public static final String DEFAULT_TENANT = "default";

  private static final String RESPONSE = "bactrian-response";
  private static final String ENVELOPE = "bactrian-envelope";

  private final String path;
  private final WireFormat format;
  private final BodyReader bodies;
  private final EventPublisher events;
  private final LongSupplier nanoClock;
  private final LongSupplier retryAfterSeconds;
  private final StreamReplies streams;

  /**
   * @param path the path of the endpoint, for the log
   * @param retryAfterSeconds when asking again may help, at least 1
   */
  public HttpApi(
      String path,
      WireFormat format,
      BodyReader bodies,
      EventPublisher events,
      LongSupplier nanoClock,
      LongSupplier retryAfterSeconds,
      StreamPatience patience,
      OpenStreams openStreams) {
    this.path = path;
    this.format = format;
    this.bodies = bodies;
    this.events = events;
    this.nanoClock = nanoClock;
    this.retryAfterSeconds = retryAfterSeconds;
    this.streams = new StreamReplies(events, nanoClock, patience, openStreams);
  }

  /** First step of a route: the HTTP message becomes a call, and its headers are gone. */
  public void open(Exchange exchange) {
    Message message = exchange.getMessage();
    Envelope envelope = EdgeHeaders.envelope(message, DEFAULT_TENANT);
    // A route of somebody's own may replace the message and then fail.
    exchange.setProperty(ENVELOPE, envelope);
    Buffer body = message.getBody() instanceof Buffer buffer ? buffer : Buffer.buffer();
    byte[] bytes = body.getBytes();
    Map<String, String> asked = EdgeHeaders.of(message, format.requestHeaders());
    CallOptions options = OptionHeaders.read(EdgeHeaders.of(message, OptionHeaders.NAMES));
    GatewayCall call =
        format.read(bodies.read(bytes), envelope.with(asked, bytes)).withOptions(options);
    if (message instanceof HttpMessage http) {
      // Later steps may replace the message, and with it the only way to write a stream.
      HttpServerResponse response = http.getResponse();
      exchange.setProperty(RESPONSE, response);
      response.closeHandler(closed -> call.caller().leave());
      if (response.closed()) {
        call.caller().leave();
      }
    }
    message.setHeaders(new HashMap<>());
    message.setBody(call);
  }

  /** Last step of a route that has explained a call: what it would do becomes the reply. */
  public void explained(Exchange exchange) {
    Envelope envelope = exchange.getProperty(ENVELOPE, Envelope.class);
    JsonNode explanation = (JsonNode) exchange.getMessage().getBody();
    JsonReplies.write(exchange, new Reply(200, explanation), Map.of());
    finished(envelope, 200);
  }

  /** Last step of a route: the call's outcome becomes the reply. */
  public void reply(Exchange exchange) {
    GatewayCall call = (GatewayCall) exchange.getMessage().getBody();
    Map<String, String> protocolHeaders = format.headers(call.requestId());
    if (call.outcome().orElseThrow() instanceof Outcome.Streaming begun) {
      var response = exchange.getProperty(RESPONSE, HttpServerResponse.class);
      protocolHeaders.forEach(response::putHeader);
      exchange.getMessage().setBody(streams.write(call, begun, format.stream(call), response));
      return;
    }
    long now = nanoClock.getAsLong();
    Map<String, Object> headers = ReplyHeaders.of(call, now);
    headers.putAll(protocolHeaders);
    int status =
        call.delivery().streamed() && call.wholeOutcome() instanceof Outcome.Cached kept
            ? replay(exchange, call, kept, headers)
            : writeWhole(exchange, call, headers);
    events.publish(new CallFinished(call, status, now - call.receivedNanos()));
  }

  private int writeWhole(Exchange exchange, GatewayCall call, Map<String, Object> headers) {
    Reply reply = format.write(call);
    if (reply.status() == 503 || reply.status() == 429) {
      headers.put("Retry-After", Long.toString(retryAfterSeconds.getAsLong()));
    }
    JsonReplies.write(exchange, reply, headers);
    return reply.status();
  }

  /** A kept answer comes as the stream that it would have been. */
  private int replay(
      Exchange exchange, GatewayCall call, Outcome.Cached kept, Map<String, Object> headers) {
    StreamWriter writer = format.stream(call);
    Buffer body = Buffer.buffer();
    KeptEvents.of(kept.answer()).forEach(event -> body.appendBytes(writer.event(event)));
    body.appendBytes(writer.end());
    JsonReplies.write(exchange, 200, writer.contentType(), body.getBytes(), headers);
    return 200;
  }

  /** What a route does with an exception: the protocol's own error, and never internals. */
  public void fail(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (exchange.getMessage().getBody() instanceof GatewayCall call) {
      exchange.getMessage().setBody(call.ended(Refusals.of(thrown, call.requestId())));
      reply(exchange);
      return;
    }
    Envelope envelope = exchange.getProperty(ENVELOPE, Envelope.class);
    if (envelope == null) {
      envelope = EdgeHeaders.envelope(exchange.getMessage(), DEFAULT_TENANT);
    }
    Outcome.Refused refusal = Refusals.of(thrown, envelope.requestId());
    Reply reply = format.error(refusal.kind(), refusal.message(), envelope.requestId());
    JsonReplies.write(exchange, reply, Map.copyOf(format.headers(envelope.requestId())));
    finished(envelope, reply.status());
  }

  private void finished(Envelope envelope, int status) {
    long nanos = nanoClock.getAsLong() - envelope.receivedNanos();
    events.publish(new RequestFinished(envelope.requestId(), "POST", path, status, nanos));
  }
}
