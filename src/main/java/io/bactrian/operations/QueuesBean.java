package io.bactrian.operations;

import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.queue.intake.Hold;
import io.bactrian.queue.intake.QueueStatus;
import io.bactrian.queue.intake.Queues;
import java.util.List;
import java.util.Optional;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The JMX view of the queues: {@code
 * org.apache.camel:context=bactrian,type=services,name=QueuesBean}.
 */
@ManagedResource(description = "Queues that the gateway consumes")
public final class QueuesBean extends ServiceSupport implements StaticService {

  private final Queues queues;

  public QueuesBean(Queues queues) {
    this.queues = queues;
  }

  @ManagedAttribute(
      description = "One line per queue: name, transport, state, why and by whom it is paused")
  public List<String> getQueues() {
    return queues.all().stream().map(QueuesBean::line).toList();
  }

  @ManagedAttribute(description = "Queues that are not consumed now")
  public int getPausedQueues() {
    return (int) queues.all().stream().filter(queue -> queue.hold().isPresent()).count();
  }

  @ManagedOperation(description = "Takes no more messages from a queue until it is resumed")
  public void pauseQueue(String name) {
    known(name, queues.pause(name, OperatorActed.JMX));
  }

  @ManagedOperation(description = "Takes messages from a queue again, whoever paused it")
  public void resumeQueue(String name) {
    known(name, queues.resume(name, OperatorActed.JMX));
  }

  private static void known(String name, Optional<QueueStatus> after) {
    if (after.isEmpty()) {
      throw new IllegalArgumentException("no queue '" + name + "'");
    }
  }

  private static String line(QueueStatus queue) {
    return queue.name()
        + " transport="
        + queue.transport()
        + " state="
        + queue.state().label()
        + queue.hold().map(QueuesBean::words).orElse("")
        + " inFlight="
        + queue.inFlight()
        + " consumers="
        + queue.consumers();
  }

  private static String words(Hold hold) {
    return " reason=" + hold.reason().label() + " by=" + hold.by();
  }
}
