package io.bactrian.queue.intake;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.MessageResult;
import io.bactrian.event.GatewayEvent.MessageSettled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts on their way what became of messages, by queue, for those who look at this gateway. */
public final class MessageTally implements EventPublisher {

  private record Key(String queue, MessageResult result) {}

  private final EventPublisher next;
  private final Map<Key, LongAdder> totals = new ConcurrentHashMap<>();

  public MessageTally(EventPublisher next) {
    this.next = next;
  }

  @Override
  public void publish(GatewayEvent event) {
    if (event instanceof MessageSettled settled) {
      var key = new Key(settled.queue(), settled.result());
      totals.computeIfAbsent(key, any -> new LongAdder()).increment();
    }
    next.publish(event);
  }

  /** Of all results, since the start. */
  Map<MessageResult, Long> of(String queue) {
    Map<MessageResult, Long> all = new LinkedHashMap<>();
    for (MessageResult result : MessageResult.values()) {
      LongAdder total = totals.get(new Key(queue, result));
      all.put(result, total == null ? 0 : total.sum());
    }
    return all;
  }
}
