package io.bactrian.ingress.edge;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Predicate;

/** Lets a request on to a guarded route when the {@link Admission} has a permit for it. */
final class AdmissionGate implements Handler<RoutingContext> {

  private final Admission admission;
  private final Predicate<String> guarded;
  private final Duration maxWait;

  AdmissionGate(Admission admission, Predicate<String> guarded, Duration maxWait) {
    this.admission = admission;
    this.guarded = guarded;
    this.maxWait = maxWait;
  }

  @Override
  public void handle(RoutingContext routing) {
    EdgeRequest request = EdgeRequest.of(routing);
    if (guarded.test(request.path())) {
      new Wait(routing, request).begin();
    } else {
      routing.next();
    }
  }

  /** One request at the gate; its methods run on the request's event loop, {@code run} anywhere. */
  private final class Wait implements Runnable {

    private final RoutingContext routing;
    private final EdgeRequest request;
    private final Vertx vertx;
    private final Context context;
    private long timer = -1;

    Wait(RoutingContext routing, EdgeRequest request) {
      this.routing = routing;
      this.request = request;
      this.vertx = routing.vertx();
      this.context = vertx.getOrCreateContext();
    }

    void begin() {
      Admission.Ticket ticket = admission.enter(this);
      request.holds(ticket);
      switch (ticket.first()) {
        case INSIDE -> routing.next();
        case IN_LINE -> timer = vertx.setTimer(maxWait.toMillis(), late -> giveUp(ticket));
        case OUTSIDE -> routing.fail(EdgeFault.UNAVAILABLE.status());
      }
    }

    @Override
    public void run() {
      context.runOnContext(
          admitted -> {
            vertx.cancelTimer(timer);
            // The client may have left while the permit was on its way; its end gave it back.
            if (!request.hasEnded()) {
              routing.next();
            }
          });
    }

    private void giveUp(Admission.Ticket ticket) {
      if (ticket.giveUp()) {
        routing.fail(EdgeFault.UNAVAILABLE.status());
      }
    }
  }
}
