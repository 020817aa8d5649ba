package io.bactrian.shadow;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The parts of shadow traffic, joined. */
public final class Shadow {

  private final ShadowTotals totals = new ShadowTotals();
  private final ShadowFile file;
  private final ShadowCalls calls;
  private final ShadowTraffic traffic;

  /**
   * @param targets those of the candidate
   * @param route ends a copy, whatever happens
   * @param random from 0 to below 1
   */
  public Shadow(
      ShadowSettings settings,
      List<Target> targets,
      UnaryOperator<GatewayCall> route,
      Supplier<String> requestIds,
      DoubleSupplier random,
      LongSupplier nanoClock,
      InstantSource clock) {
    file = new ShadowFile(settings.file(), settings.maxFileBytes(), clock);
    calls =
        new ShadowCalls(
            new ShadowQuestions(settings.model(), settings.timeout(), route, requestIds, nanoClock),
            file,
            new ShadowBudget(settings.callsPerHour(), settings.outputTokensPerDay(), nanoClock),
            totals,
            settings.maxConcurrent());
    traffic = new ShadowTraffic(settings, targets, random, calls);
  }

  public ShadowTraffic traffic() {
    return traffic;
  }

  public ShadowTotals totals() {
    return totals;
  }

  /**
   * From now on calls are copied.
   *
   * @throws IOException where the file cannot be written
   */
  public void start() throws IOException {
    file.open();
  }

  /** Calls are copied no more; those at work have ended, or are given up. */
  public void stop() throws InterruptedException {
    try {
      calls.stop();
    } finally {
      file.close();
    }
  }
}
