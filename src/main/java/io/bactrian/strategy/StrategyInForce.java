package io.bactrian.strategy;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @param document as it decides: the withdrawn canaries have no share
   * @param digest of its bytes, as two documents may tell the same version
   * @param source where it was found: {@code file}, {@code appconfig} or {@code kept}
   * @param offered as it was found
   * @param withdrawn its canaries that were taken back
   */
  public record Current(
      StrategyDocument document,
      String digest,
      String source,
      Instant since,
      StrategyDocument offered,
      Map<Canary, Withdrawal> withdrawn) {

    private static Current of(
        StrategyDocument offered,
        String digest,
        String source,
        Instant since,
        Map<Canary, Withdrawal> withdrawn) {
      Map<Canary, Withdrawal> known = new HashMap<>(withdrawn);
      known.keySet().retainAll(Canary.of(offered));
      StrategyDocument document = offered;
      for (Canary canary : known.keySet()) {
        document = canary.takenFrom(document);
      }
      return new Current(document, digest, source, since, offered, Map.copyOf(known));
    }

    private Current from(String otherSource) {
      return new Current(document, digest, otherSource, since, offered, withdrawn);
    }
  }

  /** A document that was refused, with all its problems in one line. */
  public record Refusal(String digest, String source, String reason, Instant at) {}

  private final StrategyParser parser;
  private final EventPublisher events;
  private final InstantSource clock;
  private final KeptWithdrawals kept;
  private final List<Consumer<Current>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Current> current = Optional.empty();
  private volatile Optional<Refusal> refusal = Optional.empty();

  /** Forgets withdrawals with the process. */
  public StrategyInForce(StrategyParser parser, EventPublisher events, InstantSource clock) {
    this(parser, events, clock, KeptWithdrawals.forgotten());
  }

  public StrategyInForce(
      StrategyParser parser, EventPublisher events, InstantSource clock, KeptWithdrawals kept) {
    this.parser = parser;
    this.events = events;
    this.clock = clock;
    this.kept = kept;
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
    if (isInForce(digest)) {
      refusal = Optional.empty();
      foundAgain(current.get(), source);
      return true;
    }
    if (refusal.isPresent() && refusal.get().digest().equals(digest)) {
      return false;
    }
    try {
      StrategyDocument document = parser.parse(bytes);
      swap(Current.of(document, digest, source, clock.instant(), kept.of(digest)));
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

  /**
   * Takes a canary back until a document of other bytes comes: its calls go to the model that they
   * would have gone to. The version stays.
   *
   * @param digest of the document that is meant
   * @return false when another document is in force, or it is no canary of it with a share
   */
  public synchronized boolean withdraw(String digest, Canary canary, Withdrawal how) {
    if (!isInForce(digest) || !Canary.of(current.get().document()).contains(canary)) {
      return false;
    }
    Map<Canary, Withdrawal> withdrawn = new HashMap<>(current.get().withdrawn());
    withdrawn.put(canary, how);
    changeTo(withdrawn);
    return true;
  }

  /** Gives a canary its share again; returns false when it was not withdrawn from that document. */
  public synchronized boolean restore(String digest, Canary canary) {
    if (!isInForce(digest)) {
      return false;
    }
    Map<Canary, Withdrawal> withdrawn = new HashMap<>(current.get().withdrawn());
    if (withdrawn.remove(canary) == null) {
      return false;
    }
    changeTo(withdrawn);
    return true;
  }

  private boolean isInForce(String digest) {
    return current.isPresent() && current.get().digest().equals(digest);
  }

  private void changeTo(Map<Canary, Withdrawal> withdrawn) {
    Current now = current.get();
    current =
        Optional.of(Current.of(now.offered(), now.digest(), now.source(), now.since(), withdrawn));
    kept.keep(now.digest(), withdrawn);
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
      current = Optional.of(same.from(source));
      events.publish(new StrategyChanged(same.document().version(), source));
    }
  }
}
