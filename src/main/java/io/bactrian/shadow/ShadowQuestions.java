package io.bactrian.shadow;

import io.bactrian.call.Answer;
import io.bactrian.call.CallOptions;
import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes a call of its own of an answered one, for the candidate, and has it asked. */
final class ShadowQuestions {

  private final String model;
  private final Duration timeout;
  private final UnaryOperator<GatewayCall> route;
  private final Supplier<String> requestIds;
  private final LongSupplier nanoClock;

  /** {@code route}: ends a call, whatever happens. */
  ShadowQuestions(
      String model,
      Duration timeout,
      UnaryOperator<GatewayCall> route,
      Supplier<String> requestIds,
      LongSupplier nanoClock) {
    this.model = model;
    this.timeout = timeout;
    this.route = route;
    this.requestIds = requestIds;
    this.nanoClock = nanoClock;
  }

  /**
   * Returns the call as it ended. It has an id of its own, as callers may use theirs twice, and
   * stays in the geos of the answered one.
   */
  GatewayCall ask(GatewayCall live) {
    long now = nanoClock.getAsLong();
    Set<String> geos = live.options().geos();
    return route.apply(
        GatewayCall.received(
                requestIds.get(),
                live.tenant(),
                GatewayCall.SHADOW,
                live.useCase(),
                Delivery.whole(model),
                live.question(),
                now)
            .withOptions(new CallOptions(Optional.of(timeout), geos))
            .withDeadline(now + timeout.toNanos()));
  }

  static Optional<Answer> answer(GatewayCall call) {
    return call.outcome().orElse(null) instanceof Outcome.Live live
        ? Optional.of(live.answer())
        : Optional.empty();
  }
}
