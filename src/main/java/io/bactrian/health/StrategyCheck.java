package io.bactrian.health;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells in readiness which strategy document is in force and whether its source tells anything. It
 * is always up: what is in force stays so.
 */
public final class StrategyCheck extends AbstractHealthCheck {

  private final Supplier<Optional<String>> version;
  private final Supplier<Optional<String>> outage;

  /** {@code outage}: why the source tells nothing. */
  public StrategyCheck(Supplier<Optional<String>> version, Supplier<Optional<String>> outage) {
    super("bactrian", "strategy");
    this.version = version;
    this.outage = outage;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.detail("version", version.get().orElse("none"));
    builder.detail("source", outage.get().map(reason -> "out: " + reason).orElse("answers"));
    builder.up();
  }
}
