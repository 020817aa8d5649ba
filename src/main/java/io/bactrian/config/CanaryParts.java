package io.bactrian.config;

import io.bactrian.event.EventPublisher;
import io.bactrian.operations.CanariesApi;
import io.bactrian.operations.CanaryBoard;
import io.bactrian.strategy.StrategyInForce;
import io.bactrian.strategy.scoreboard.Canaries;
import io.bactrian.strategy.scoreboard.CanaryBounds;
import io.bactrian.strategy.scoreboard.Scoreboard;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;

/** What is learnt of models while they answer, and what is done about it. */
final class CanaryParts {

  private final Scoreboard scores;
  private final Canaries canaries;
  private final CanaryBoard board;

  CanaryParts(
      GatewaySettings settings, StrategyInForce inForce, EventPublisher events, Sources sources) {
    CanaryBounds bounds = settings.canaries().bounds();
    scores = new Scoreboard(bounds, new ShippedPrices(), sources.nanoClock());
    canaries = new Canaries(inForce, scores, bounds, events, sources.clock());
    board = new CanaryBoard(scores, canaries, bounds.window(), events, sources.clock());
  }

  void bind(Main main) {
    main.bind("scoreboard", scores);
    main.bind("canariesApi", new CanariesApi(board));
  }

  void start(ScheduledExecutorService timer) {
    timer.scheduleWithFixedDelay(canaries::judge, 1, 1, TimeUnit.SECONDS);
  }
}
