package io.bactrian.strategy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A configuration profile of AWS AppConfig; its parts are named by id or by name.
 *
 * @param endpoint where it is not AWS's own
 * @param pollInterval shortest time between two polls
 * @param madeUpCredentials for what stands in for AWS, which real ones are not for
 */
public record AppConfigSettings(
    String application,
    String environment,
    String profile,
    String region,
    Optional<URI> endpoint,
    Duration pollInterval,
    boolean madeUpCredentials) {

  /** Tells one profile from another. */
  String origin() {
    return String.join("/", region, application, environment, profile);
  }
}
