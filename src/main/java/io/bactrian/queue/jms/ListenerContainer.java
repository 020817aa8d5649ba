package io.bactrian.queue.jms;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSSecurityException;
import java.util.Objects;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one queue, and says once when the broker does not let it. Its own logger is Spring's,
 * which would say at every attempt that there is no broker, and is off.
 */
final class ListenerContainer extends DefaultJmsMessageListenerContainer {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerContainers.class);

  private volatile String told;

  ListenerContainer(JmsEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
    boolean ofQueue =
        failure instanceof JMSSecurityException || failure instanceof InvalidDestinationException;
    if (ofQueue && !Objects.equals(told, failure.getMessage())) {
      told = failure.getMessage();
      LOG.warn("{} cannot be listened to: {}; trying again", getDestinationDescription(), told);
    }
  }
}
