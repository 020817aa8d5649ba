package io.bactrian.config;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Puts events on {@code seda:events}, which the metrics route reads. When the route cannot keep up,
 * a call waits a moment; then the event is dropped and counted, because watching must not stop what
 * is watched.
 */
final class SedaEvents implements EventPublisher {

  private static final long LONGEST_WAIT_MILLIS = 100;

  private final LongAdder dropped = new LongAdder();
  private volatile SedaEndpoint endpoint;

  /** Begins to pass events on; those from before are dropped. */
  void attach(CamelContext context, int queueSize) {
    endpoint = context.getEndpoint("seda:events?size=" + queueSize, SedaEndpoint.class);
  }

  @Override
  public void publish(GatewayEvent event) {
    SedaEndpoint seda = endpoint;
    if (seda == null || !offer(seda, event)) {
      dropped.increment();
    }
  }

  long dropped() {
    return dropped.sum();
  }

  private static boolean offer(SedaEndpoint seda, GatewayEvent event) {
    Exchange exchange = seda.createExchange();
    exchange.getMessage().setBody(event);
    BlockingQueue<Exchange> queue = seda.getQueue();
    if (queue.offer(exchange)) {
      return true;
    }
    if (!Thread.currentThread().isVirtual()) {
      return false;
    }
    try {
      return queue.offer(exchange, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
