package io.bactrian.strategy.scoreboard;

import io.bactrian.call.ModelChoice;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CanaryWithdrawn;
import io.bactrian.strategy.Canary;
import io.bactrian.strategy.StrategyDocument;
import io.bactrian.strategy.StrategyInForce;
import io.bactrian.strategy.StrategyInForce.Current;
import io.bactrian.strategy.Withdrawal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The canaries of the document in force, judged by the scoreboard and steered by operators. */
public final class Canaries {

  private final StrategyInForce inForce;
  private final Scoreboard scores;
  private final CanaryBounds bounds;
  private final EventPublisher events;
  private final InstantSource clock;

  public Canaries(
      StrategyInForce inForce,
      Scoreboard scores,
      CanaryBounds bounds,
      EventPublisher events,
      InstantSource clock) {
    this.inForce = inForce;
    this.scores = scores;
    this.bounds = bounds;
    this.events = events;
    this.clock = clock;
    // Other bytes may tell the same version, and must not be judged by the calls of the last ones.
    inForce.onSwap(next -> scores.forget(ofVersion(next.document())));
  }

  /** Takes back those that are out of bounds; to be called often. */
  public void judge() {
    inForce
        .current()
        .ifPresent(now -> Canary.of(now.document()).forEach(canary -> judge(canary, now)));
  }

  private void judge(Canary canary, Current now) {
    CanaryStatus status = status(canary, now);
    bounds
        .breach(status.calls(), status.rivalsCalls())
        .ifPresent(
            breach -> {
              var how = new Withdrawal(breach.found(), Withdrawal.ITSELF, clock.instant());
              if (inForce.withdraw(now.digest(), canary, how)) {
                events.publish(
                    new CanaryWithdrawn(
                        now.document().version(),
                        canary.useCase().orElse(CanaryWithdrawn.PRIMARY),
                        canary.model(),
                        breach.bound(),
                        breach.found()));
              }
            });
  }

  /** Withdrawn ones too. */
  public List<CanaryStatus> all() {
    return inForce
        .current()
        .map(now -> Canary.of(now.offered()).stream().map(canary -> status(canary, now)).toList())
        .orElse(List.of());
  }

  /** Takes a model back wherever it is on trial; empty where it is not. */
  public Optional<List<CanaryStatus>> withdraw(String model, String by) {
    var how = new Withdrawal("by an operator", by, clock.instant());
    each(model, (canary, now) -> inForce.withdraw(now.digest(), canary, how));
    return of(model);
  }

  /** Puts it on trial again, to be judged by what it does from now on. */
  public Optional<List<CanaryStatus>> restore(String model) {
    each(
        model,
        (canary, now) -> {
          if (now.withdrawn().containsKey(canary)) {
            scores.forget(callsOf(canary, now.offered()));
            inForce.restore(now.digest(), canary);
          }
        });
    return of(model);
  }

  private void each(String model, BiConsumer<Canary, Current> step) {
    inForce
        .current()
        .ifPresent(
            now ->
                Canary.of(now.offered()).stream()
                    .filter(canary -> canary.model().equals(model))
                    .forEach(canary -> step.accept(canary, now)));
  }

  private Optional<List<CanaryStatus>> of(String model) {
    List<CanaryStatus> found =
        all().stream().filter(status -> status.canary().model().equals(model)).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private CanaryStatus status(Canary canary, Current now) {
    StrategyDocument document = now.offered();
    String rival = canary.rival(document);
    return new CanaryStatus(
        canary,
        rival,
        canary.weight(document),
        Optional.ofNullable(now.withdrawn().get(canary)),
        scores.sum(callsOf(canary, document)),
        scores.sum(calls(canary, document, rival, ModelChoice.CHOSEN)));
  }

  private static Predicate<ScoreKey> callsOf(Canary canary, StrategyDocument document) {
    return calls(canary, document, canary.model(), ModelChoice.CANARY);
  }

  private static Predicate<ScoreKey> calls(
      Canary canary, StrategyDocument document, String model, ModelChoice choice) {
    return ofVersion(document)
        .and(key -> canary.shares(key.useCase(), document))
        .and(key -> key.model().equals(model) && key.choice() == choice);
  }

  private static Predicate<ScoreKey> ofVersion(StrategyDocument document) {
    return key -> key.version().equals(Optional.of(document.version()));
  }
}
