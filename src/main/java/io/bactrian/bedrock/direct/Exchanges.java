package io.bactrian.bedrock.direct;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** HTTP requests over the SDK's own client, each within its time. */
public record Exchanges(SdkHttpClient http, ScheduledExecutorService timeouts) {

  private static final byte[] NOTHING = {};

  /**
   * @throws ApiCallTimeoutException when the answer is not whole in time; its connection is closed
   */
  Exchange exchange(SdkHttpRequest request, byte[] body, Duration timeout) {
    ExecutableHttpRequest call =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body))
                .build());
    var late = new AtomicBoolean();
    Future<?> timer =
        timeouts.schedule(
            () -> {
              late.set(true);
              call.abort();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      HttpExecuteResponse answer = call.call();
      return new Exchange.Answered(answer.httpResponse(), whole(answer));
    } catch (IOException | RuntimeException broken) {
      if (late.get()) {
        throw ApiCallTimeoutException.create(timeout.toMillis());
      }
      return new Exchange.Broken(broken);
    } finally {
      timer.cancel(false);
    }
  }

  private static byte[] whole(HttpExecuteResponse answer) throws IOException {
    Optional<AbortableInputStream> body = answer.responseBody();
    if (body.isEmpty()) {
      return NOTHING;
    }
    Optional<String> length = answer.httpResponse().firstMatchingHeader("Content-Length");
    try (InputStream bytes = body.get()) {
      // A length that is known saves a buffer of 16 KB; the client has checked that it is one.
      return length.isPresent()
          ? bytes.readNBytes((int) Math.min(Long.parseLong(length.get()), Integer.MAX_VALUE))
          : bytes.readAllBytes();
    }
  }
}
