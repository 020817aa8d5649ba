package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.call.Target.Group;
import java.util.ArrayList;
import java.util.List;

/** Leaves the choice to a strategy, among primary targets only while one of them is usable. */
public final class PrimaryFirst implements LoadBalancingStrategy {

  private final LoadBalancingStrategy within;

  public PrimaryFirst(LoadBalancingStrategy within) {
    this.within = within;
  }

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    int primary = 0;
    for (Target target : usable) {
      if (target.group() == Group.PRIMARY) {
        primary++;
      }
    }
    return primary == 0 || primary == usable.size()
        ? within.choose(usable, call)
        : within.choose(primaryOf(usable, primary), call);
  }

  @Override
  public void ended(GatewayCall call, Attempt attempt) {
    within.ended(call, attempt);
  }

  private static List<Target> primaryOf(List<Target> usable, int count) {
    List<Target> primary = new ArrayList<>(count);
    for (Target target : usable) {
      if (target.group() == Group.PRIMARY) {
        primary.add(target);
      }
    }
    return primary;
  }
}
