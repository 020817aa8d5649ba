package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import java.util.ArrayList;
import java.util.List;

/** The targets that a call may try next, after those that it has tried. */
final class Candidates {

  private final TargetPool pool;
  private final FailoverSettings settings;

  Candidates(TargetPool pool, FailoverSettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  /** Those whose turn it is; empty when none is left. */
  List<Target> next(GatewayCall call, List<Attempt> attempts) {
    if (settings.sameTargetFirst() && !attempts.isEmpty()) {
      List<Target> same = List.of(attempts.getLast().target());
      List<Target> again = usable(same, call, attempts, settings.attemptsPerTarget());
      if (!again.isEmpty()) {
        return again;
      }
    }
    List<Target> fresh = usable(call.targets(), call, attempts, 1);
    return fresh.isEmpty() && settings.attemptsPerTarget() > 1 ? any(call, attempts) : fresh;
  }

  /** All that may be tried, or tried again, whosever turn it is. */
  List<Target> any(GatewayCall call, List<Attempt> attempts) {
    return usable(call.targets(), call, attempts, settings.attemptsPerTarget());
  }

  private List<Target> usable(
      List<Target> planned, GatewayCall call, List<Attempt> attempts, int maxPerTarget) {
    String home = settings.multiRegion() ? null : home(call, attempts);
    List<Target> usable = new ArrayList<>(planned.size());
    for (Target target : planned) {
      TargetHealth health = pool.health(target.id());
      if ((home == null || home.equals(target.region()))
          && mayTry(target, attempts, maxPerTarget)
          && health.usable()
          && health.hasRoom()) {
        usable.add(health.target());
      }
    }
    return usable;
  }

  /** The region that a call began with, null before it has. */
  private static String home(GatewayCall call, List<Attempt> attempts) {
    String earlier = reachedFirst(call.attempts());
    return earlier == null ? reachedFirst(attempts) : earlier;
  }

  private static String reachedFirst(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      if (attempt.reachedTarget()) {
        return attempt.target().region();
      }
    }
    return null;
  }

  private static boolean mayTry(Target target, List<Attempt> attempts, int maxPerTarget) {
    int tried = 0;
    for (Attempt attempt : attempts) {
      if (attempt.target().id().equals(target.id())) {
        tried++;
        if (!attempt.failure().map(FailureKind::retrySameTarget).orElse(false)) {
          return false;
        }
      }
    }
    return tried < maxPerTarget;
  }
}
