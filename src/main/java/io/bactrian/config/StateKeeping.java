package io.bactrian.config;

import io.bactrian.health.StateCheck;
import io.bactrian.metrics.StateMeters;
import io.bactrian.resilience.Breakers;
import io.bactrian.state.Knowledge;
import io.bactrian.state.StateKeeper;
import io.bactrian.state.StateSettings.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.camel.main.Main;

/** Joins the keeper of the state, where there is one, with what it keeps and who watches it. */
final class StateKeeping implements AutoCloseable {

  private final Optional<StateKeeper> keeper;

  StateKeeping(GatewaySettings settings, CallPath path, Sources sources) {
    if (settings.state().kind() == Kind.OFF) {
      keeper = Optional.empty();
      return;
    }
    var knowledge =
        new Knowledge(
            path.breakers, path.pool, path.poolBreaker, new KeptScores(path.strategy.scores()));
    var made =
        StateKeeper.of(
            settings.state(),
            instance(settings, sources),
            knowledge,
            sources.clock(),
            path.stores.redis);
    for (Breakers.Entry entry : path.breakers.all()) {
      entry.breaker().getEventPublisher().onStateTransition(event -> made.wake());
    }
    keeper = Optional.of(made);
  }

  void bind(Main main, MeterRegistry meters) {
    keeper.ifPresent(
        made -> {
          main.bind("stateCheck", new StateCheck(made.store(), made::isOut));
          new StateMeters(meters)
              .watchState(
                  made.store(), made::writes, made::failures, made::learnt, made::ageSeconds);
        });
  }

  void start() throws InterruptedException {
    if (keeper.isPresent()) {
      keeper.get().start();
    }
  }

  @Override
  public void close() {
    keeper.ifPresent(StateKeeper::close);
  }

  /**
   * The same after a restart at the same place, so that a gateway knows its own view again; where
   * the system chooses the port there is no such place.
   */
  private static String instance(GatewaySettings settings, Sources sources) {
    int port = settings.http().port();
    return host() + ":" + (port == 0 ? sources.requestIds().get() : port);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
