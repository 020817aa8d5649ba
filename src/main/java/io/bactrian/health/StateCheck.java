package io.bactrian.health;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Tells in readiness whether the store of the state answers. It is always up: calls need none. */
public final class StateCheck extends AbstractHealthCheck {

  private final String store;
  private final BooleanSupplier out;

  public StateCheck(String store, BooleanSupplier out) {
    super("bactrian", "state");
    this.store = store;
    this.out = out;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.detail("store", store).detail("answers", !out.getAsBoolean()).up();
  }
}
