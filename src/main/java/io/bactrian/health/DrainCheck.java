package io.bactrian.health;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness goes down as soon as the gateway begins to stop, while it still takes calls. */
public final class DrainCheck extends AbstractHealthCheck {

  private final AtomicBoolean draining = new AtomicBoolean();

  public DrainCheck() {
    super("bactrian", "drain");
  }

  public void beginDraining() {
    draining.set(true);
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (draining.get()) {
      builder.message("stopping").down();
    } else {
      builder.up();
    }
  }
}
