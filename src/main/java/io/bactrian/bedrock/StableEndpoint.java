package io.bactrian.bedrock;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.bedrockruntime.endpoints.BedrockRuntimeEndpointParams;
import software.amazon.awssdk.services.bedrockruntime.endpoints.BedrockRuntimeEndpointProvider;

/**
 * The endpoint of one client, found by the SDK's own rules at its first call. A client's region and
 * settings never change, so the rules need not run again for every call.
 */
final class StableEndpoint implements BedrockRuntimeEndpointProvider {

  private final BedrockRuntimeEndpointProvider rules =
      BedrockRuntimeEndpointProvider.defaultProvider();
  private volatile CompletableFuture<Endpoint> found;

  @Override
  public CompletableFuture<Endpoint> resolveEndpoint(BedrockRuntimeEndpointParams params) {
    CompletableFuture<Endpoint> known = found;
    if (known == null || known.isCompletedExceptionally()) {
      known = rules.resolveEndpoint(params);
      found = known;
    }
    return known;
  }
}
