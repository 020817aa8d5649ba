package io.bactrian.bedrock.direct;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that sends nothing: it answers with what another one has received before. So the
 * SDK reads errors and uncommon answers as if it had asked itself. Belongs to the thread that
 * calls.
 */
public final class Replay implements SdkHttpClient {

  private final ThreadLocal<Exchange> received = new ThreadLocal<>();

  /** The call receives the exchange as its own. */
  <T> T during(Exchange exchange, Supplier<T> sdkCall) {
    received.set(exchange);
    try {
      return sdkCall.get();
    } finally {
      received.remove();
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Exchange exchange = received.get();
    return new ExecutableHttpRequest() {

      @Override
      public HttpExecuteResponse call() throws IOException {
        return switch (exchange) {
          case Exchange.Answered answered -> response(answered);
          case Exchange.Broken(IOException cause) -> throw cause;
          case Exchange.Broken(RuntimeException cause) -> throw cause;
          case Exchange.Broken broken -> throw new IllegalStateException(broken.cause());
        };
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public String clientName() {
    return "Replay";
  }

  @Override
  public void close() {}

  private static HttpExecuteResponse response(Exchange.Answered answered) {
    return HttpExecuteResponse.builder()
        .response(answered.head())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answered.body())))
        .build();
  }
}
