package io.bactrian.operations;

import io.bactrian.queue.intake.Hold;
import io.bactrian.queue.intake.QueueStatus;
import io.bactrian.queue.intake.Queues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators see of the queues, and what they can do to them. */
public final class QueueBoard {

  /** The operations, by the last part of their path. */
  public static final List<String> OPERATIONS = List.of("pause", "resume");

  private final Queues queues;
  private final InstantSource clock;

  public QueueBoard(Queues queues, InstantSource clock) {
    this.queues = queues;
    this.clock = clock;
  }

  /** {@code {"queues": {name: {...}}, "timestamp": ISO-8601}}. */
  public Map<String, Object> all() {
    Map<String, Object> byName = new LinkedHashMap<>();
    queues.all().forEach(queue -> byName.put(queue.name(), view(queue)));
    Map<String, Object> board = new LinkedHashMap<>();
    board.put("queues", byName);
    board.put("timestamp", clock.instant().toString());
    return board;
  }

  /**
   * Does one of {@link #OPERATIONS} and returns the queue as it is then; empty when there is none
   * of that name.
   *
   * @param by who does it, as is told afterwards
   * @throws IllegalArgumentException when there is no such operation
   */
  public Optional<Map<String, Object>> act(String name, String operation, String by) {
    Optional<QueueStatus> after =
        switch (operation) {
          case "pause" -> queues.pause(name, by);
          case "resume" -> queues.resume(name, by);
          default ->
              throw new IllegalArgumentException(
                  "no operation '" + operation + "'; allowed: " + String.join(", ", OPERATIONS));
        };
    return after.map(this::view);
  }

  private Map<String, Object> view(QueueStatus queue) {
    Map<String, Object> messages = new LinkedHashMap<>();
    queue
        .messages()
        .forEach((result, total) -> messages.put(result.label().replace('-', '_'), total));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", queue.name());
    view.put("transport", queue.transport());
    view.put("state", queue.state().label());
    view.put("paused", queue.hold().map(QueueBoard::view).orElse(null));
    view.put("in_flight", queue.inFlight());
    view.put("consumers", queue.consumers());
    view.put("messages", messages);
    // What the broker does not tell is left out: 0 would be an answer.
    queue.broker().depth().ifPresent(depth -> view.put("depth", depth));
    queue.broker().oldest().ifPresent(age -> view.put("oldest_seconds", seconds(age)));
    queue.broker().reachable().ifPresent(answers -> view.put("broker_reachable", answers));
    return view;
  }

  private static Map<String, Object> view(Hold hold) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("reason", hold.reason().label());
    view.put("by", hold.by());
    view.put("since", hold.since().toString());
    return view;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
