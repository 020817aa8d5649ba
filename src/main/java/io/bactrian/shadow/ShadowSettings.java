package io.bactrian.shadow;

import io.bactrian.call.GatewayCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What is copied, and what it may cost.
 *
 * @param model alias of the candidate
 * @param percent share of the calls that are opted in, 0 to 100
 * @param useCases those that are opted in
 * @param tenants those that are opted in; a call needs both
 * @param outputTokensPerDay no copy is begun when the answers of a day have so many
 * @param timeout longest time of one copy
 * @param maxFileBytes no copy is begun when the file would grow larger
 */
public record ShadowSettings(
    String model,
    float percent,
    Set<String> useCases,
    Set<String> tenants,
    int maxConcurrent,
    int callsPerHour,
    long outputTokensPerDay,
    Duration timeout,
    Path file,
    long maxFileBytes) {

  public ShadowSettings {
    useCases = Set.copyOf(useCases);
    tenants = Set.copyOf(tenants);
  }

  boolean optIn(GatewayCall call) {
    return tenants.contains(call.tenant()) && useCases.contains(call.useCase());
  }
}
