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
  Exchange exchange(SdkHttpRequest request, byte[] body, Optional<Duration> timeout) {
    ExecutableHttpRequest call =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body))
                .build());
    var late = new AtomicBoolean();
    Optional<Future<?>> timer =
        timeout.map(
            time ->
                timeouts.schedule(
                    () -> {
                      late.set(true);
                      call.abort();
                    },
                    time.toMillis(),
                    TimeUnit.MILLISECONDS));
    try {
      HttpExecuteResponse answer = call.call();
      return new Exchange.Answered(answer.httpResponse(), whole(answer.responseBody()));
    } catch (IOException | RuntimeException broken) {
      if (late.get()) {
        throw ApiCallTimeoutException.create(timeout.orElseThrow().toMillis());
      }
      return new Exchange.Broken(broken);
    } finally {
      timer.ifPresent(running -> running.cancel(false));
    }
  }

  private static byte[] whole(Optional<AbortableInputStream> body) throws IOException {
    if (body.isEmpty()) {
      return NOTHING;
    }
    try (InputStream bytes = body.get()) {
      return bytes.readAllBytes();
    }
  }
}
