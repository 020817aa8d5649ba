package io.bactrian.bedrock;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
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

  /** The address, once it is known, where requests to it differ from others in nothing else. */
  Optional<URI> address() {
    CompletableFuture<Endpoint> known = found;
    if (known == null || !known.isDone() || known.isCompletedExceptionally()) {
      return Optional.empty();
    }
    Endpoint endpoint = known.join();
    return endpoint.headers().isEmpty()
            && endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES) == null
        ? Optional.of(endpoint.url())
        : Optional.empty();
  }
}
