package io.bactrian.queue.sqs;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What Camel's consumer would log, poll by poll, with a stack each; of SQS it is told elsewhere.
 */
public final class ConsumerExceptions implements ExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerExceptions.class);

  @Override
  public void handleException(Throwable exception) {
    handleException("A consumer of SQS failed", null, exception);
  }

  @Override
  public void handleException(String message, Throwable exception) {
    handleException(message, null, exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    if (exception instanceof SdkException && exchange == null) {
      LOG.debug("{}: {}", message, exception.toString());
    } else if (exception instanceof SdkException) {
      LOG.warn("A message is not settled, and comes again: {}", exception.getMessage());
    } else {
      LOG.error("{}", message, exception);
    }
  }
}
