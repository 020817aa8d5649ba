package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrategiesTest {

  /** A strategy as a user may write it. */
  public static final class LastOne implements LoadBalancingStrategy {
    @Override
    public Target choose(List<Target> usable, GatewayCall call) {
      return usable.getLast();
    }
  }

  /** Lacks a constructor without arguments. */
  public static final class Demanding implements LoadBalancingStrategy {
    private final int place;

    public Demanding(int place) {
      this.place = place;
    }

    @Override
    public Target choose(List<Target> usable, GatewayCall call) {
      return usable.get(place);
    }
  }

  /** Fails when it is made. */
  public static final class Broken implements LoadBalancingStrategy {
    public Broken() {
      throw new IllegalStateException("broken");
    }

    @Override
    public Target choose(List<Target> usable, GatewayCall call) {
      return usable.getFirst();
    }
  }

  @Test
  void the_built_in_names_make_their_classes() {
    assertThat(Strategies.named("round-robin")).isInstanceOf(RoundRobin.class);
    assertThat(Strategies.named("weighted")).isInstanceOf(SmoothWeighted.class);
    assertThat(Strategies.named("failover")).isInstanceOf(InOrder.class);
    assertThat(Strategies.BUILT_IN).containsExactly("round-robin", "weighted", "failover");
  }

  @Test
  void a_class_of_the_users_own_may_be_named() {
    assertThat(Strategies.named(LastOne.class.getName())).isInstanceOf(LastOne.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "random",
        "java.lang.String",
        "no.such.Clazz",
        "io.bactrian.routing.StrategiesTest$Demanding",
        "io.bactrian.routing.StrategiesTest$Broken",
        "io.bactrian.routing.LoadBalancingStrategy"
      })
  void what_is_no_strategy_is_refused_with_what_is_allowed(String name) {
    assertThatThrownBy(() -> Strategies.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("round-robin, weighted, failover")
        .hasMessageContaining("io.bactrian.routing.LoadBalancingStrategy");
  }

  @Test
  void the_one_in_force_can_be_changed() {
    var current = new CurrentStrategy("failover");
    List<Target> usable = List.of(Calls.EAST, Calls.WEST);
    GatewayCall call = Calls.planned(Calls.EAST, Calls.WEST);
    assertThat(current.choose(usable, call)).isEqualTo(Calls.EAST);

    current.use(LastOne.class.getName());
    assertThat(current.name()).isEqualTo(LastOne.class.getName());
    assertThat(current.choose(usable, call)).isEqualTo(Calls.WEST);
  }

  @Test
  void an_unknown_name_leaves_the_one_in_force() {
    var current = new CurrentStrategy("weighted");
    assertThatThrownBy(() -> current.use("random")).isInstanceOf(IllegalArgumentException.class);
    assertThat(current.name()).isEqualTo("weighted");
  }
}
