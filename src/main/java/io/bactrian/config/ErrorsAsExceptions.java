package io.bactrian.config;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes exceptions of the Java errors of every step inside a circuit breaker. An {@link Error}, say
 * a stack overflow while a reply is read, would pass through Camel and Resilience4j as if they were
 * not there: the breaker's permission would stay taken, so that a half-open breaker could never
 * again come to a verdict, and the call would count as in flight until the gateway is killed.
 */
final class ErrorsAsExceptions implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
    return definition.getParent() instanceof CircuitBreakerDefinition ? new Guard(target) : target;
  }

  private static final class Guard extends DelegateAsyncProcessor {

    Guard(Processor target) {
      super(AsyncProcessorConverterHelper.convert(target));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      // Some of Camel's processors have called back by the time the error comes, others have not.
      var done = new AtomicBoolean();
      AsyncCallback once =
          sync -> {
            if (done.compareAndSet(false, true)) {
              callback.done(sync);
            }
          };
      try {
        return super.process(exchange, once);
      } catch (Error broken) {
        exchange.setException(new StepBroke(broken));
        once.done(true);
        return true;
      }
    }
  }

  /** Carries an error as an exception. */
  private static final class StepBroke extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepBroke(Error broken) {
      super(broken.toString(), broken, false, false);
    }
  }
}
