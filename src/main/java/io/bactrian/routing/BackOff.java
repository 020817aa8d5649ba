package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.Caller;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The wait before an attempt at a target that has failed the same call already, with full jitter:
 * any time up to a bound that doubles. Another target is asked at once.
 */
public final class BackOff {

  /** Waits; returns whether the caller left meanwhile. */
  @FunctionalInterface
  public interface Sleeper {
    boolean leaves(Caller caller, Duration within) throws InterruptedException;
  }

  private static final int LONGEST_DOUBLING = 20;

  private final RetrySettings settings;
  private final DoubleSupplier random;
  private final Sleeper sleeper;

  /** {@code random} gives numbers in [0, 1). */
  public BackOff(RetrySettings settings, DoubleSupplier random, Sleeper sleeper) {
    this.settings = settings;
    this.random = random;
    this.sleeper = sleeper;
  }

  /**
   * Waits as long as is due before the next attempt at the target; returns false at once when there
   * is no time for that.
   *
   * @throws CallFailed when the caller left or the gateway stops
   */
  boolean await(GatewayCall call, Target target, List<Attempt> attempts, Duration atMost) {
    int failures = failures(target, attempts);
    if (failures == 0) {
      return true;
    }
    double bound =
        settings.backOff().toNanos() * (double) (1L << Math.min(failures - 1, LONGEST_DOUBLING));
    long due = (long) (Math.min(bound, settings.backOffMax().toNanos()) * random.getAsDouble());
    if (due > atMost.toNanos()) {
      return false;
    }
    sleep(call, Duration.ofNanos(due), attempts);
    return true;
  }

  private void sleep(GatewayCall call, Duration due, List<Attempt> attempts) {
    if (due.isZero()) {
      return;
    }
    try {
      if (sleeper.leaves(call.caller(), due)) {
        throw failed(FailureKind.CALLER_LEFT, attempts);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw failed(FailureKind.GATEWAY_STOPPING, attempts);
    }
  }

  private static int failures(Target target, List<Attempt> attempts) {
    int failures = 0;
    for (Attempt attempt : attempts) {
      if (attempt.reachedTarget() && attempt.target().id().equals(target.id())) {
        failures++;
      }
    }
    return failures;
  }

  private static CallFailed failed(FailureKind kind, List<Attempt> attempts) {
    return new CallFailed(kind, attempts, kind.reason());
  }
}
