package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import java.time.Duration;
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

  /** Breaks on every end of an attempt. */
  public static final class Grudging implements LoadBalancingStrategy {
    @Override
    public Target choose(List<Target> usable, GatewayCall call) {
      return usable.getFirst();
    }

    @Override
    public void ended(GatewayCall call, Attempt attempt) {
      throw new IllegalStateException("broken");
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

  private final Strategies strategies = new TestPool(Calls.EAST, Calls.WEST).strategies();

  @Test
  void the_built_in_names_make_their_classes() {
    assertThat(strategies.named("round-robin")).isInstanceOf(RoundRobin.class);
    assertThat(strategies.named("weighted")).isInstanceOf(SmoothWeighted.class);
    assertThat(strategies.named("failover")).isInstanceOf(InOrder.class);
    assertThat(strategies.named("least-latency")).isInstanceOf(LeastLatency.class);
    assertThat(strategies.named("prompt-cache-affinity")).isInstanceOf(PromptCacheAffinity.class);
    assertThat(Strategies.BUILT_IN)
        .containsExactly(
            "round-robin", "weighted", "failover", "least-latency", "prompt-cache-affinity")
        .allSatisfy(
            name -> assertThatCode(() -> Strategies.require(name)).doesNotThrowAnyException());
  }

  @Test
  void a_class_of_the_users_own_may_be_named() {
    assertThat(strategies.named(LastOne.class.getName())).isInstanceOf(LastOne.class);
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
    assertThatThrownBy(() -> Strategies.require(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("round-robin, weighted, failover")
        .hasMessageContaining("io.bactrian.routing.LoadBalancingStrategy");
  }

  @Test
  void the_one_in_force_can_be_changed() {
    var current = new CurrentStrategy("failover", strategies);
    List<Target> usable = List.of(Calls.EAST, Calls.WEST);
    GatewayCall call = Calls.planned(Calls.EAST, Calls.WEST);
    assertThat(current.choose(usable, call)).isEqualTo(Calls.EAST);

    current.use(LastOne.class.getName());
    assertThat(current.name()).isEqualTo(LastOne.class.getName());
    assertThat(current.choose(usable, call)).isEqualTo(Calls.WEST);
  }

  @Test
  void one_that_breaks_on_an_end_costs_nothing_and_scores_are_learnt_all_the_same() {
    var current = new CurrentStrategy(Grudging.class.getName(), strategies);
    assertThatCode(() -> current.ended(Calls.asking("Why?"), Calls.ok(Calls.EAST)))
        .doesNotThrowAnyException();
    assertThat(current.scores().of(Calls.EAST.id()).whole()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void an_unknown_name_leaves_the_one_in_force() {
    var current = new CurrentStrategy("weighted", strategies);
    assertThatThrownBy(() -> current.use("random")).isInstanceOf(IllegalArgumentException.class);
    assertThat(current.name()).isEqualTo("weighted");
  }
}
