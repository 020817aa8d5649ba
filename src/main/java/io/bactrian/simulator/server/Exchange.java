package io.bactrian.simulator.server;

import io.bactrian.simulator.reply.Answer;
import io.bactrian.simulator.wire.ErrorBody;
import io.bactrian.simulator.wire.ExceptionType;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One request and the reply to it. */
final class Exchange {

  private static final String ERROR_NAMESPACE =
      ":http://internal.amazon.com/coral/com.amazon.bedrock/";

  private final HttpServerRequest request;
  private final LongSupplier nanoTime;
  private final long startNanos;

  Exchange(HttpServerRequest request, LongSupplier nanoTime, String requestId, String date) {
    this.request = request;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    MultiMap headers = request.response().headers();
    headers.set(HttpHeaders.DATE, date).set(Headers.REQUEST_ID, requestId);
    if (request.version() != HttpVersion.HTTP_2) {
      headers.set(HttpHeaders.CONNECTION, HttpHeaders.KEEP_ALIVE);
    }
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  /** Milliseconds since the request came. */
  long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startNanos);
  }

  /** Whether the client has gone, so that nothing can be sent any more. */
  boolean gone() {
    return response().closed();
  }

  void answer(Answer.Body body) {
    long latencyMs = elapsedMillis();
    MultiMap headers = response().headers();
    body.tokens()
        .ifPresent(
            tokens -> {
              headers.set(Headers.INPUT_TOKENS, Integer.toString(tokens.input()));
              headers.set(Headers.OUTPUT_TOKENS, Integer.toString(tokens.output()));
              headers.set(Headers.INVOCATION_LATENCY, Long.toString(latencyMs));
              echoInvokeHeaders();
            });
    send(body.bytes().apply(latencyMs));
  }

  void refuse(ExceptionType type, String message, String modelId, Duration retryAfter) {
    response().setStatusCode(type.status());
    response().headers().set(Headers.ERROR_TYPE, type.typeName() + ERROR_NAMESPACE);
    if (!retryAfter.isZero()) {
      response().headers().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    send(ErrorBody.of(type, message, modelId));
  }

  /** Prepares the head of an event stream, which goes out with its first bytes. */
  void beginStream(boolean invoke) {
    response().headers().set(HttpHeaders.CONTENT_TYPE, Headers.EVENT_STREAM);
    if (invoke) {
      response().headers().set(Headers.STREAM_CONTENT_TYPE, Headers.JSON);
      echoInvokeHeaders();
    }
    if (request.version() != HttpVersion.HTTP_2) {
      response().setChunked(true);
    }
  }

  private void echoInvokeHeaders() {
    echo(Headers.PERFORMANCE_LATENCY);
    echo(Headers.SERVICE_TIER);
  }

  private void echo(CharSequence name) {
    String value = request.headers().get(name);
    if (value != null) {
      response().headers().set(name, value);
    }
  }

  private void send(byte[] json) {
    response().headers().set(HttpHeaders.CONTENT_TYPE, Headers.JSON);
    response().end(Buffer.buffer(json));
  }
}
