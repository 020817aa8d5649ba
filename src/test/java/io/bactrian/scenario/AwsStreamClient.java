package io.bactrian.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** The AWS SDK for Java, over Netty and HTTP/1.1. */
abstract class AwsStreamClient extends StreamingClient {

  private final AwsClients clients;

  AwsStreamClient(RunningGateway gateway) {
    clients = AwsClients.of(gateway);
  }

  final BedrockRuntimeAsyncClient async() {
    return clients.async();
  }

  final void begun(SdkResponse response) {
    begun(response.sdkHttpResponse().matchingHeaders("x-bactrian-attempts"));
  }

  /** Waits for the end; raises what the SDK raised. */
  static void result(CompletableFuture<?> end) throws Exception {
    try {
      end.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  @Override
  final Class<? extends Throwable> broken() {
    return BedrockRuntimeException.class;
  }

  @Override
  final Class<? extends Throwable> refused() {
    return ValidationException.class;
  }

  @Override
  public final void close() {
    clients.close();
  }
}
