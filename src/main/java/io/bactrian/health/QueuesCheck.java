package io.bactrian.health;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells in readiness how the queues are. It is always up: calls over HTTP need none of them, and a
 * gateway that is taken out because its broker is away would answer nobody.
 */
public final class QueuesCheck extends AbstractHealthCheck {

  private final Supplier<Map<String, String>> queues;

  /** {@code queues} gives the state of each by its name. */
  public QueuesCheck(Supplier<Map<String, String>> queues) {
    super("bactrian", "queues");
    this.queues = queues;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    queues.get().forEach(builder::detail);
    builder.up();
  }
}
