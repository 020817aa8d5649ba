package io.bactrian.strategy.scoreboard;

import io.bactrian.call.Attempt;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Selection;
import io.bactrian.call.Target;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of one model that have ended. */
record Trial(String version, String useCase, String model, boolean canary) {

  CallFinished answered(Duration time) {
    Target target = Calls.ofModel(model);
    return finished(
        call().answered(List.of(Calls.ok(target)), new Outcome.Live(target, Calls.answer("So."))),
        time);
  }

  /** A stream, whose first content came after {@code first} at the target. */
  CallFinished streamed(Duration first, Duration relay) {
    Target target = Calls.ofModel(model);
    var opened = new Attempt(target, Optional.empty(), first.toNanos(), Optional.empty());
    var ending = new Outcome.Live(target, Calls.answer("So."));
    return finished(
        call()
            .answered(List.of(opened), ending)
            .streamOver(ending, Optional.empty(), relay.toNanos()),
        first.plus(relay));
  }

  CallFinished failed(FailureKind kind) {
    return finished(
        call().unanswered(List.of(), kind).ended(new Outcome.Degraded("Sorry.", kind)),
        Duration.ofMillis(1));
  }

  CallFinished refused(FailureKind kind) {
    return finished(call().ended(new Outcome.Refused(kind, "no")), Duration.ofMillis(1));
  }

  private static CallFinished finished(GatewayCall call, Duration time) {
    return new CallFinished(call, 200, time.toNanos());
  }

  private GatewayCall call() {
    return GatewayCall.received(
            "id",
            "t",
            "chat",
            useCase,
            Delivery.whole(Delivery.AUTO),
            new Question.Converse(Calls.question("Why?")),
            0)
        .withSelection(
            model,
            new Selection(
                useCase,
                Optional.of(version),
                "primary_model",
                List.of(),
                Optional.of(List.of()),
                Map.of(),
                canary));
  }
}
