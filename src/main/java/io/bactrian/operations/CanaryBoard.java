package io.bactrian.operations;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.strategy.scoreboard.Canaries;
import io.bactrian.strategy.scoreboard.CanaryStatus;
import io.bactrian.strategy.scoreboard.Scoreboard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators see of models and canaries at work, and what they can do to canaries. */
public final class CanaryBoard {

  /** The operations, by the last part of their path. */
  static final List<String> OPERATIONS = List.of("withdraw", "restore");

  private final Scoreboard scores;
  private final Canaries canaries;
  private final Duration window;
  private final EventPublisher events;
  private final InstantSource clock;

  public CanaryBoard(
      Scoreboard scores,
      Canaries canaries,
      Duration window,
      EventPublisher events,
      InstantSource clock) {
    this.scores = scores;
    this.canaries = canaries;
    this.window = window;
    this.events = events;
    this.clock = clock;
  }

  /** {@code {"window_seconds", "scores": [...], "canaries": [...], "timestamp": ISO-8601}}. */
  Map<String, Object> all() {
    Map<String, Object> board = new LinkedHashMap<>();
    board.put("window_seconds", window.toMillis() / 1_000.0);
    board.put(
        "scores",
        scores.all().entrySet().stream()
            .map(row -> ScoreViews.row(row.getKey(), row.getValue()))
            .sorted(Comparator.comparing(Object::toString))
            .toList());
    board.put("canaries", views(canaries.all()));
    board.put("timestamp", clock.instant().toString());
    return board;
  }

  /**
   * Does one of {@link #OPERATIONS} to a model wherever it is on trial; empty where it is not.
   *
   * @param by who does it
   * @throws IllegalArgumentException when there is no such operation
   */
  Optional<Map<String, Object>> act(String model, String operation, String by) {
    Optional<List<CanaryStatus>> after =
        switch (operation) {
          case "withdraw" -> canaries.withdraw(model, by);
          case "restore" -> canaries.restore(model);
          default ->
              throw new IllegalArgumentException(
                  "no operation '" + operation + "'; allowed: " + String.join(", ", OPERATIONS));
        };
    after.ifPresent(done -> events.publish(new OperatorActed(operation + " canary " + model, by)));
    return after.map(done -> Map.of("canaries", views(done)));
  }

  private static List<Map<String, Object>> views(List<CanaryStatus> canaries) {
    return canaries.stream().map(ScoreViews::canary).toList();
  }
}
