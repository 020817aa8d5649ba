package io.bactrian.bedrock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;

/**
 * Failures that an operator switches on to see the gateway fail over: calls to the named regions
 * fail inside their breakers as if Bedrock had answered 503. Works in every mode.
 */
public final class InjectedFailures {

  private final Set<String> regions = ConcurrentHashMap.newKeySet();

  public void enable(Set<String> failingRegions) {
    regions.addAll(failingRegions);
  }

  public void disable() {
    regions.clear();
  }

  public boolean enabled() {
    return !regions.isEmpty();
  }

  public Set<String> regions() {
    return Set.copyOf(regions);
  }

  void throwIfSet(String region) {
    if (!regions.isEmpty() && regions.contains(region)) {
      throw ServiceUnavailableException.builder()
          .statusCode(503)
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("ServiceUnavailableException")
                  .errorMessage("Failure switched on by an operator.")
                  .build())
          .build();
    }
  }
}
