package io.bactrian.ingress.edge;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets a request on to a guarded route when the {@link Admission} has a permit for it. */
final class AdmissionGate implements Handler<RoutingContext> {

  private static final String WRONG_PRIORITY =
      EdgeHeaders.PRIORITY + " must be " + Priority.allowed() + ", once.";

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
    if (!guarded.test(request.path())) {
      routing.next();
      return;
    }
    Optional<Priority> priority = priority(routing.request().headers());
    if (priority.isEmpty()) {
      routing.fail(EdgeFault.BAD_REQUEST.status(), new Refusal(WRONG_PRIORITY));
    } else {
      new Wait(routing, request).begin(priority.get());
    }
  }

  private static Optional<Priority> priority(MultiMap headers) {
    String told = headers.get(EdgeHeaders.PRIORITY_NAME);
    if (told == null) {
      return Optional.of(Priority.INTERACTIVE);
    }
    boolean once = headers.getAll(EdgeHeaders.PRIORITY_NAME).size() == 1;
    return once ? Priority.of(told) : Optional.empty();
  }

  /**
   * One request at the gate; its methods run on its event loop, what the line tells it anywhere.
   */
  private final class Wait {

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

    void begin(Priority priority) {
      Admission.Ticket ticket = admission.enter(priority, this::admitted, this::turnedAway);
      request.holds(ticket);
      switch (ticket.first()) {
        case INSIDE -> routing.next();
        case IN_LINE -> timer = vertx.setTimer(maxWait.toMillis(), late -> giveUp(ticket));
        case OUTSIDE -> refuse();
      }
    }

    private void admitted() {
      waitEnds(routing::next);
    }

    private void turnedAway() {
      waitEnds(this::refuse);
    }

    private void waitEnds(Runnable then) {
      context.runOnContext(
          decided -> {
            vertx.cancelTimer(timer);
            // The client may have left while the word was on its way; its end gave the place back.
            if (!request.hasEnded()) {
              then.run();
            }
          });
    }

    private void refuse() {
      routing.fail(EdgeFault.UNAVAILABLE.status());
    }

    private void giveUp(Admission.Ticket ticket) {
      if (ticket.giveUp()) {
        refuse();
      }
    }
  }
}
