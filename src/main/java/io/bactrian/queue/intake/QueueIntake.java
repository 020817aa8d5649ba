package io.bactrian.queue.intake;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.event.GatewayEvent.QueuePaused;
import io.bactrian.event.GatewayEvent.QueueResumed;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one queue is consumed, and who does not want it. Nothing here waits for a broker: its
 * consumers are changed on a thread of their own, of which there is never more than one.
 */
public final class QueueIntake {

  private static final Logger LOG = LoggerFactory.getLogger(QueueIntake.class);

  /** How far the consumers have come. */
  public enum State {
    RUNNING,
    PAUSING,
    PAUSED,
    RESUMING;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String queue;
  private final Consumers consumers;
  private final EventPublisher events;
  private final InstantSource clock;
  private final Executor threads;

  private Optional<Hold> gateways = Optional.empty();
  private Optional<Hold> operators = Optional.empty();

  /** An operator wants it consumed though nobody can answer: until the next opening. */
  private boolean insisted;

  /** The routes were stopped or suspended through Camel. */
  private boolean stoppedByCamel;

  private boolean runRoutes;
  private boolean suspended;
  private boolean changing;
  private boolean failed;

  /** {@code threads} starts a thread for each task, which may hang. */
  public QueueIntake(
      String queue,
      Consumers consumers,
      EventPublisher events,
      InstantSource clock,
      Executor threads) {
    this.queue = queue;
    this.consumers = consumers;
    this.events = events;
    this.clock = clock;
    this.threads = threads;
  }

  public String queue() {
    return queue;
  }

  public synchronized State state() {
    if (hold().isPresent()) {
      return stoppedByCamel || suspended && !changing ? State.PAUSED : State.PAUSING;
    }
    return suspended || changing ? State.RESUMING : State.RUNNING;
  }

  /** Why it is not consumed; the operator where there are two reasons. */
  public synchronized Optional<Hold> hold() {
    return operators.or(() -> gateways);
  }

  /** Whether that is one of the reasons. */
  public synchronized boolean isHeldFor(Hold.Reason reason) {
    return (reason == Hold.Reason.OPERATOR ? operators : gateways).isPresent();
  }

  public long inFlight() {
    return consumers.inFlight();
  }

  /** Nobody can answer: it is paused, unless an operator insisted since the last opening. */
  synchronized void targetsLost(boolean newOpening) {
    insisted &= !newOpening;
    if (!insisted && gateways.isEmpty()) {
      change(() -> gateways = Optional.of(held(Hold.Reason.NO_USABLE_TARGET, Hold.GATEWAY)));
    }
  }

  /** A target answered: the gateway's own reason is gone, an operator's is not. */
  synchronized void targetsAnswer() {
    insisted = false;
    if (gateways.isPresent()) {
      change(() -> gateways = Optional.empty());
    }
  }

  /** Pauses it until {@link #resume}, whatever the targets do. */
  synchronized void pause(String by) {
    events.publish(new OperatorActed("pause queue " + queue, by));
    change(() -> operators = Optional.of(held(Hold.Reason.OPERATOR, by)));
  }

  /** Consumes it again, whoever paused it and by whatever means. */
  synchronized void resume(String by) {
    events.publish(new OperatorActed("resume queue " + queue, by));
    runRoutes |= !consumers.routesRun();
    release();
  }

  /** Takes note of what was done through Camel, and sees that what is wanted becomes true. */
  synchronized void look() {
    if (changing) {
      return;
    }
    boolean run = consumers.routesRun();
    if (!run && !runRoutes) {
      if (operators.isEmpty()) {
        change(() -> operators = Optional.of(held(Hold.Reason.OPERATOR, OperatorActed.JMX)));
      }
      stoppedByCamel = true;
    } else if (run && (stoppedByCamel || suspended && consumers.take())) {
      suspended = !consumers.take();
      release();
    }
    carryOut();
  }

  /** The gateway stops: they take no more, and nothing has them do so again. */
  void stop(Runnable done) {
    synchronized (this) {
      changing = true;
    }
    try {
      consumers.suspend();
    } catch (Exception hung) {
      LOG.debug("The consumers of queue {} did not stop: {}", queue, hung.toString());
    } finally {
      done.run();
    }
  }

  private void release() {
    stoppedByCamel = false;
    insisted = true;
    change(
        () -> {
          operators = Optional.empty();
          gateways = Optional.empty();
        });
  }

  private Hold held(Hold.Reason reason, String by) {
    return new Hold(reason, by, clock.instant());
  }

  private void change(Runnable change) {
    boolean before = hold().isPresent();
    change.run();
    boolean after = hold().isPresent();
    if (!before && after) {
      events.publish(new QueuePaused(queue, hold().get().reason().label()));
    } else if (before && !after) {
      events.publish(new QueueResumed(queue));
    }
    carryOut();
  }

  private void carryOut() {
    boolean suspend = hold().isPresent();
    if (!changing && (suspend != suspended || runRoutes)) {
      changing = true;
      boolean first = runRoutes;
      threads.execute(() -> carryOut(suspend, first));
    }
  }

  private void carryOut(boolean suspend, boolean first) {
    try {
      if (first) {
        consumers.runRoutes();
      }
      if (suspend) {
        consumers.suspend();
      } else {
        consumers.resume();
      }
      ended(Optional.of(suspend));
    } catch (Exception refused) {
      tell(refused);
      ended(Optional.empty());
    }
  }

  private synchronized void ended(Optional<Boolean> nowSuspended) {
    changing = false;
    if (nowSuspended.isPresent()) {
      failed = false;
      suspended = nowSuspended.get();
      runRoutes = false;
      if (suspended != hold().isPresent()) {
        carryOut();
      }
    }
  }

  /** It is tried again with every look: once is enough to know. */
  private synchronized void tell(Exception refused) {
    if (!failed) {
      failed = true;
      LOG.warn("The consumers of queue {} could not be changed: {}", queue, refused.toString());
    }
  }
}
