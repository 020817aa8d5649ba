package io.bactrian.config;

import io.bactrian.call.Target;
import java.util.stream.Collectors;

/** What the gateway says of itself when it is ready. */
final class Banner {

  private Banner() {}

  static String of(GatewaySettings settings, int port, Backend backend) {
    String targets = settings.targets().stream().map(Target::id).collect(Collectors.joining(", "));
    String mode =
        backend
            .simulator()
            .map(running -> "SIMULATED Bedrock, faults at " + running.controlEndpoint())
            .orElse("Amazon Bedrock");
    return "Bactrian is ready on http://"
        + settings.http().host()
        + ":"
        + port
        + " for "
        + targets
        + " by "
        + settings.strategy()
        + " ("
        + mode
        + ")";
  }
}
