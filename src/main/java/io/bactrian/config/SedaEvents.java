package io.bactrian.config;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Puts events on {@code seda:events}, which the metrics route reads: a hundred times a second, as
 * lists, because waking a thread for every call would cost more than all the meters. When the route
 * cannot keep up, a call waits a moment; then the event is dropped and counted, because watching
 * must not stop what is watched.
 */
final class SedaEvents implements EventPublisher {

  private static final String URI = "seda:events?size=10";
  private static final long INTERVAL_MILLIS = 10;
  private static final long LONGEST_WAIT_MILLIS = 100;
  private static final int LARGEST_BATCH = 1_000;

  private final BlockingQueue<GatewayEvent> waiting;
  private final LongAdder dropped = new LongAdder();
  private SedaEndpoint endpoint;

  /** {@code queueSize}: events that may wait to be put on the route. */
  SedaEvents(int queueSize) {
    waiting = new ArrayBlockingQueue<>(queueSize);
  }

  /** Begins to pass events on, those from before first. */
  synchronized void attach(CamelContext context, ScheduledExecutorService timer) {
    endpoint = context.getEndpoint(URI, SedaEndpoint.class);
    timer.scheduleWithFixedDelay(
        this::flush, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void publish(GatewayEvent event) {
    if (!waiting.offer(event) && !offerPatiently(event)) {
      dropped.increment();
    }
  }

  /** Passes on what waits, as far as the route has room for it. */
  synchronized void flush() {
    while (endpoint != null && !waiting.isEmpty() && endpoint.getQueue().remainingCapacity() > 0) {
      List<GatewayEvent> batch = new ArrayList<>();
      waiting.drainTo(batch, LARGEST_BATCH);
      Exchange exchange = endpoint.createExchange();
      exchange.getMessage().setBody(batch);
      endpoint.getQueue().add(exchange);
    }
  }

  long dropped() {
    return dropped.sum();
  }

  /** Calls run on virtual threads and may wait; an event loop may not. */
  private boolean offerPatiently(GatewayEvent event) {
    if (!Thread.currentThread().isVirtual()) {
      return false;
    }
    try {
      return waiting.offer(event, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
