package io.bactrian.queue.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All queues, for those who look at them and steer them. */
public final class Queues {

  /**
   * One of them.
   *
   * @param consumers how many messages it works on at once
   */
  public record Entry(String transport, int consumers, QueueIntake intake, BrokerView broker) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final MessageTally tally;

  public Queues(List<Entry> entries, MessageTally tally) {
    entries.forEach(entry -> this.entries.put(entry.intake().queue(), entry));
    this.tally = tally;
  }

  /** In the order of the settings. */
  public List<QueueStatus> all() {
    return entries.values().stream().map(this::status).toList();
  }

  public Optional<QueueStatus> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(this::status);
  }

  /** Pauses a queue until it is resumed by an operator; empty when there is none of that name. */
  public Optional<QueueStatus> pause(String name, String by) {
    Optional.ofNullable(entries.get(name)).ifPresent(entry -> entry.intake().pause(by));
    return find(name);
  }

  /**
   * Has a queue consumed, whoever paused it. While no target is usable that holds until the pool's
   * breaker opens anew. Empty when there is none of that name.
   */
  public Optional<QueueStatus> resume(String name, String by) {
    Optional.ofNullable(entries.get(name)).ifPresent(entry -> entry.intake().resume(by));
    return find(name);
  }

  /** Asks the brokers anew where that is due; waits for none of them. */
  public void refresh() {
    entries.values().forEach(entry -> entry.broker().refresh());
  }

  private QueueStatus status(Entry entry) {
    QueueIntake intake = entry.intake();
    return new QueueStatus(
        intake.queue(),
        entry.transport(),
        intake.state(),
        intake.hold(),
        intake.inFlight(),
        entry.consumers(),
        tally.of(intake.queue()),
        entry.broker().reading());
  }
}
