package io.bactrian.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import io.bactrian.translator.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The border between HTTP and calls for one wire format. Only the headers that the edge has written
 * itself are read, and a reply carries only headers that are set here: nothing of a request comes
 * back or steers a route.
 */
public final class HttpApi {

  /** The one tenant there is until API keys come. */
  public static final String DEFAULT_TENANT = "default";

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INTERNAL_ERROR = "The gateway failed to answer; see request id ";

  private final WireFormat format;
  private final BodyReader bodies;
  private final EventPublisher events;
  private final LongSupplier nanoClock;
  private final LongSupplier retryAfterSeconds;

  /** {@code retryAfterSeconds}: when asking again may help, at least 1. */
  public HttpApi(
      WireFormat format,
      BodyReader bodies,
      EventPublisher events,
      LongSupplier nanoClock,
      LongSupplier retryAfterSeconds) {
    this.format = format;
    this.bodies = bodies;
    this.events = events;
    this.nanoClock = nanoClock;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** First step of a route: the HTTP message becomes a call, and its headers are gone. */
  public void open(Exchange exchange) {
    Message message = exchange.getMessage();
    Envelope envelope = EdgeHeaders.envelope(message, DEFAULT_TENANT);
    Buffer body = message.getBody() instanceof Buffer buffer ? buffer : Buffer.buffer();
    GatewayCall call = format.read(bodies.read(body.getBytes()), envelope);
    message.setHeaders(new HashMap<>());
    message.setBody(call);
  }

  /** Last step of a route: the call's outcome becomes the reply. */
  public void reply(Exchange exchange) {
    GatewayCall call = (GatewayCall) exchange.getMessage().getBody();
    Reply reply = format.write(call);
    long now = nanoClock.getAsLong();
    Map<String, Object> headers = ReplyHeaders.of(call, now);
    if (reply.status() == 503 || reply.status() == 429) {
      headers.put("Retry-After", Long.toString(retryAfterSeconds.getAsLong()));
    }
    write(exchange, reply, headers);
    events.publish(new CallFinished(call, reply.status(), now - call.receivedNanos()));
  }

  /** What a route does with an exception: the protocol's own error, and never internals. */
  public void fail(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (exchange.getMessage().getBody() instanceof GatewayCall call) {
      exchange.getMessage().setBody(call.ended(refusal(thrown, call.requestId())));
      reply(exchange);
      return;
    }
    Envelope envelope = EdgeHeaders.envelope(exchange.getMessage(), DEFAULT_TENANT);
    Outcome.Refused refusal = refusal(thrown, envelope.requestId());
    Reply reply = format.error(refusal.kind(), refusal.message());
    write(exchange, reply, new HashMap<>());
    events.publish(
        new RequestFinished(
            envelope.requestId(),
            "POST",
            "/" + format.api(),
            reply.status(),
            nanoClock.getAsLong() - envelope.receivedNanos()));
  }

  private static Outcome.Refused refusal(Throwable thrown, String requestId) {
    return switch (thrown) {
      case InvalidRequest invalid ->
          new Outcome.Refused(FailureKind.CALLER_INVALID_REQUEST, invalid.getMessage());
      case CallFailed failed when failed.kind().isCallersFault() ->
          new Outcome.Refused(failed.kind(), failed.getMessage());
      default -> {
        LOG.error("Request {} failed in the gateway itself", requestId, thrown);
        yield new Outcome.Refused(
            FailureKind.GATEWAY_INTERNAL_ERROR, INTERNAL_ERROR + requestId + ".");
      }
    };
  }

  private static void write(Exchange exchange, Reply reply, Map<String, Object> headers) {
    headers.putAll(reply.headers());
    headers.put(Exchange.HTTP_RESPONSE_CODE, reply.status());
    headers.put(Exchange.CONTENT_TYPE, "application/json");
    Message message = exchange.getMessage();
    message.setHeaders(headers);
    try {
      // Of a ByteBuffer, unlike others, Camel knows the length: the reply is not chunked.
      message.setBody(ByteBuffer.wrap(JSON.writeValueAsBytes(reply.body())));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }
}
