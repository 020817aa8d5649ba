package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/** Calls at a steady rate over targets whose latency a test sets, in manual time. */
final class BalancedTraffic {

  private record Ending(long at, GatewayCall call, Attempt attempt) {}

  final ManualClock clock = new ManualClock();
  final Map<String, Duration> latency = new HashMap<>();
  final Map<String, FailureKind> failing = new HashMap<>();
  final Map<String, Long> inFlight = new HashMap<>();
  final Strategies strategies = new Strategies(this::inFlight, clock, new Random(7)::nextDouble);

  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>((one, other) -> Long.compare(one.at(), other.at()));
  private final LoadBalancingStrategy strategy;
  private final List<Target> targets;

  BalancedTraffic(String strategy, Target... targets) {
    this.strategy = new CurrentStrategy(strategy, strategies);
    this.targets = List.of(targets);
  }

  long inFlight(Target target) {
    return inFlight.getOrDefault(target.region(), 0L);
  }

  /** Sends calls and returns how many each region got. */
  Map<String, Integer> send(int calls, Duration every, GatewayCall call) {
    Map<String, Integer> counts = new HashMap<>();
    targets.forEach(target -> counts.put(target.region(), 0));
    for (int i = 0; i < calls; i++) {
      clock.advance(every);
      endDueCalls();
      counts.merge(send(call).region(), 1, Integer::sum);
    }
    return counts;
  }

  private Target send(GatewayCall call) {
    Target target = strategy.choose(targets, call);
    inFlight.merge(target.region(), 1L, Long::sum);
    long nanos = latency.get(target.region()).toNanos();
    var attempt =
        new Attempt(
            target, Optional.ofNullable(failing.get(target.region())), nanos, Optional.empty());
    endings.add(new Ending(clock.getAsLong() + nanos, call, attempt));
    return target;
  }

  private void endDueCalls() {
    while (!endings.isEmpty() && endings.peek().at() <= clock.getAsLong()) {
      Ending due = endings.remove();
      inFlight.merge(due.attempt().target().region(), -1L, Long::sum);
      strategy.ended(due.call(), due.attempt());
    }
  }
}
