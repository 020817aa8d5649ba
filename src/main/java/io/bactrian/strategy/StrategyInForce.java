package io.bactrian.strategy;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The document that is in force, replaced as a whole or not at all. A call takes {@link #current}
 * once and keeps it to its end.
 */
public final class StrategyInForce {

  /**
   * A document in force.
   *
   * @param digest of its bytes, as two documents may tell the same version
   * @param source where it was found: {@code file}, {@code appconfig} or {@code kept}
   */
  public record Current(StrategyDocument document, String digest, String source, Instant since) {}

  /** A document that was refused, with all its problems in one line. */
  public record Refusal(String digest, String source, String reason, Instant at) {}

  private final StrategyParser parser;
  private final EventPublisher events;
  private final InstantSource clock;
  private final List<Consumer<Current>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Current> current = Optional.empty();
  private volatile Optional<Refusal> refusal = Optional.empty();

  public StrategyInForce(StrategyParser parser, EventPublisher events, InstantSource clock) {
    this.parser = parser;
    this.events = events;
    this.clock = clock;
  }

  /** Empty while the settings alone decide. */
  public Optional<Current> current() {
    return current;
  }

  /** The last document that was offered, if it was refused. */
  public Optional<Refusal> refusal() {
    return refusal;
  }

  /** Is told each document that comes into force, after it has; must not throw. */
  public void onSwap(Consumer<Current> listener) {
    listeners.add(listener);
  }

  /**
   * Puts a document in force, unless it is so already or is not legal; the one before then stays.
   * The same illegal document is told of once.
   *
   * @return whether it is in force now
   */
  public synchronized boolean offer(byte[] bytes, String source) {
    String digest = StrategyParser.digest(bytes);
    if (current.isPresent() && current.get().digest().equals(digest)) {
      refusal = Optional.empty();
      foundAgain(current.get(), source);
      return true;
    }
    if (refusal.isPresent() && refusal.get().digest().equals(digest)) {
      return false;
    }
    try {
      swap(new Current(parser.parse(bytes), digest, source, clock.instant()));
      return true;
    } catch (InvalidStrategy invalid) {
      refusal = Optional.of(new Refusal(digest, source, invalid.getMessage(), clock.instant()));
      events.publish(new StrategyRefused(source, invalid.getMessage()));
      return false;
    }
  }

  /** Whether an offer of it would succeed. */
  public boolean wouldTake(byte[] bytes) {
    try {
      parser.parse(bytes);
      return true;
    } catch (InvalidStrategy invalid) {
      return false;
    }
  }

  private void swap(Current next) {
    current = Optional.of(next);
    refusal = Optional.empty();
    events.publish(new StrategyChanged(next.document().version(), next.source()));
    listeners.forEach(listener -> listener.accept(next));
  }

  /** A kept copy that its source confirms. */
  private void foundAgain(Current same, String source) {
    if (!same.source().equals(source)) {
      current = Optional.of(new Current(same.document(), same.digest(), source, same.since()));
      events.publish(new StrategyChanged(same.document().version(), source));
    }
  }
}
