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
    AsyncProcessor[] children = doGetProcessors();
    try {
      GatewayCall answered =
          failover.answer(call, attempt -> send(attempt, exchange, children[childOf(attempt)]));
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

  private int childOf(TargetCall attempt) {
    return childOfTarget.get(attempt.target().id());
  }

  /** The target's route works on a copy inside its breaker, so a failure leaves nothing behind. */
  private static Throwable send(TargetCall attempt, Exchange exchange, AsyncProcessor child) {
    exchange.getMessage().setBody(attempt);
    try {
      child.process(exchange);
    } catch (Exception thrown) {
      exchange.setException(thrown);
    }
    Exception failure = exchange.getException();
    exchange.setException(null);
    return failure;
  }
}
