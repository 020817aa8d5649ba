package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.call.Target.Group;
import io.bactrian.fixture.Calls;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrimaryFirstTest {

  private static final GatewayCall CALL = Calls.planned(Calls.EAST, Calls.WEST, Calls.EUROPE);

  private final LoadBalancingStrategy strategy = new PrimaryFirst(new RoundRobin());

  private static Target normal(Target target) {
    return new Target(
        target.region(),
        target.model(),
        target.modelId(),
        target.weight(),
        target.order(),
        Group.NORMAL,
        target.geo(),
        target.configuredId());
  }

  private Set<Target> chosen(Target... usable) {
    return IntStream.range(0, 12)
        .mapToObj(i -> strategy.choose(List.of(usable), CALL))
        .collect(Collectors.toSet());
  }

  @Test
  void takes_turns_among_the_primary_targets_while_one_is_usable() {
    Target last = normal(Calls.EUROPE);
    assertThat(chosen(last, Calls.EAST, Calls.WEST)).containsOnly(Calls.EAST, Calls.WEST);
    assertThat(chosen(last, Calls.WEST)).containsOnly(Calls.WEST);
  }

  @Test
  void takes_turns_among_the_normal_ones_when_none_is() {
    Target one = normal(Calls.EUROPE);
    Target other = normal(Calls.WEST);
    assertThat(chosen(one, other)).containsOnly(one, other);
  }

  @Test
  void the_group_comes_before_the_order() {
    Target first = normal(Calls.EAST);
    var failover = new PrimaryFirst(new InOrder());
    assertThat(failover.choose(List.of(first, Calls.WEST), CALL)).isEqualTo(Calls.WEST);
  }
}
