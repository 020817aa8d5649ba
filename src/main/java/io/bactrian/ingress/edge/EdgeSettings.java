package io.bactrian.ingress.edge;

import java.time.Duration;

/** The limits of the public HTTP server, checked once at start. */
public record EdgeSettings(
    String host,
    int port,
    int maxBodyBytes,
    int maxHeaderBytes,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    int maxConnections,
    int maxInFlight,
    int maxWaiting,
    Duration maxWait,
    int batchShare) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  public EdgeSettings {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException("bactrian.http.host must name an address to listen on");
    }
    check("bactrian.http.port", port, 0, 65_535);
    check("bactrian.http.max-body-bytes", maxBodyBytes, 1, 1 << 30);
    check("bactrian.http.max-header-bytes", maxHeaderBytes, 256, 1 << 20);
    check("bactrian.http.header-timeout", headerTimeout);
    check("bactrian.http.body-timeout", bodyTimeout);
    check("bactrian.http.idle-timeout", idleTimeout);
    check("bactrian.http.max-connections", maxConnections, 1, 1_000_000);
    check("bactrian.admission.max-in-flight", maxInFlight, 1, 1_000_000);
    check("bactrian.admission.max-waiting", maxWaiting, 0, 1_000_000);
    check("bactrian.admission.max-wait", maxWait);
    check("bactrian.admission.batch-share", batchShare, 1, 100);
  }

  private static void check(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, must be from %d to %d".formatted(key, value, least, most));
    }
  }

  private static void check(String key, Duration value) {
    if (value == null || value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("%s is %s, must be from 1ms to 1h".formatted(key, value));
    }
  }
}
