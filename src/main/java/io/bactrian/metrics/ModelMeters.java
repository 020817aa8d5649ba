package io.bactrian.metrics;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelChoice;
import io.bactrian.call.ModelVerdict;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.CanaryWithdrawn;

/** What calls tell of the models that they were meant for. */
final class ModelMeters {

  private final Meters meters;

  ModelMeters(Meters meters) {
    this.meters = meters;
  }

  void record(CallFinished finished) {
    GatewayCall call = finished.call();
    String choice = ModelChoice.of(call).label();
    switch (ModelVerdict.of(call)) {
      case ANSWERED -> {
        meters.count(MeterName.MODEL_CALLS, call.useCase(), call.model(), choice, "ok");
        meters.time(
            MeterName.MODEL_DURATION,
            finished.durationNanos(),
            call.useCase(),
            call.model(),
            choice);
      }
      case FAILED ->
          meters.count(MeterName.MODEL_CALLS, call.useCase(), call.model(), choice, "failed");
      case NOTHING -> {}
    }
  }

  void withdrawn(CanaryWithdrawn withdrawn) {
    meters.count(
        MeterName.CANARY_WITHDRAWALS, withdrawn.useCase(), withdrawn.model(), withdrawn.reason());
  }
}
