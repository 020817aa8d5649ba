package io.bactrian.routing;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.TargetCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The custom load balancer of the {@code balance} route: its children are the routes of the
 * targets, in the order of {@code targetIds}. All thinking is in {@link Failover}.
 */
public final class RegionBalancer extends LoadBalancerSupport {

  private static final Logger LOG = LoggerFactory.getLogger(RegionBalancer.class);

  private final Failover failover;
  private final Map<String, Integer> childOfTarget = new HashMap<>();

  public RegionBalancer(Failover failover, List<String> targetIds) {
    this.failover = failover;
    for (String targetId : targetIds) {
      childOfTarget.put(targetId, childOfTarget.size());
    }
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    GatewayCall call = (GatewayCall) exchange.getMessage().getBody();
    try {
      GatewayCall answered = failover.answer(call, new Routes(exchange, doGetProcessors()));
      exchange.getMessage().setBody(answered);
    } catch (CallFailed failure) {
      exchange.getMessage().setBody(call);
      exchange.setException(failure);
    } catch (RuntimeException | Error broken) {
      // A strategy may be anybody's class, and Camel lets an Error pass without ending the call.
      LOG.error("Request {} broke the load balancer", call.requestId(), broken);
      exchange.getMessage().setBody(call);
      exchange.setException(
          new CallFailed(FailureKind.GATEWAY_INTERNAL_ERROR, List.of(), broken.toString()));
    }
    callback.done(true);
    return true;
  }

  /** The targets' routes, as the way of one call's attempts. */
  private final class Routes implements Failover.Transport {

    private final Exchange exchange;
    private final AsyncProcessor[] children;

    Routes(Exchange exchange, AsyncProcessor[] children) {
      this.exchange = exchange;
      this.children = children;
    }

    @Override
    public Throwable send(TargetCall attempt) {
      return send(attempt, exchange);
    }

    /** Two routes cannot work on one exchange at the same time. */
    @Override
    public Failover.Transport beside() {
      return attempt -> send(attempt, exchange.copy());
    }

    /**
     * The target's route works on a copy inside its breaker, so a failure leaves nothing behind.
     */
    private Throwable send(TargetCall attempt, Exchange carrier) {
      carrier.getMessage().setBody(attempt);
      try {
        children[childOfTarget.get(attempt.target().id())].process(carrier);
      } catch (Exception thrown) {
        carrier.setException(thrown);
      }
      Exception failure = carrier.getException();
      carrier.setException(null);
      return failure;
    }
  }
}
