package io.bactrian.queue.jms;

import java.time.Duration;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/** Makes the listeners of the queues: on virtual threads, and with growing waits for a broker. */
public final class ListenerContainers implements MessageListenerContainerFactory {

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
  private static final double GROWTH = 1.5;

  @Override
  public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
    var container = new ListenerContainer(endpoint);
    var backOff = new ExponentialBackOff(FIRST_WAIT.toMillis(), GROWTH);
    backOff.setMaxInterval(LONGEST_WAIT.toMillis());
    container.setBackOff(backOff);
    var threads = new SimpleAsyncTaskExecutor("bactrian-jms-");
    threads.setVirtualThreads(true);
    container.setTaskExecutor(threads);
    return container;
  }
}
