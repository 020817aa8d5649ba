package io.bactrian.routing;

import io.bactrian.call.Target;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoadBalanceDefinition;

/**
 * The routes whose number only the settings know: one per target, all made from the {@code region}
 * template, and the load balancer over them.
 */
public final class RegionRoutes extends RouteBuilder {

  private final List<Target> targets;

  public RegionRoutes(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  /** Registry name of the Bedrock client of a region. */
  public static String clientName(String region) {
    return "bedrock-" + region;
  }

  @Override
  public void configure() {
    for (Target target : targets) {
      templatedRoute("region")
          .routeId(target.routeId())
          .prefixId(target.routeId() + "-")
          .parameter("target", target.routeId())
          .parameter("breaker", target.id())
          .parameter("client", clientName(target.region()))
          .parameter("modelId", target.modelId());
    }
    LoadBalanceDefinition balance =
        from("direct:balance")
            .routeId("balance")
            .description("Shares calls over the usable targets and fails over inside the call")
            .errorHandler(noErrorHandler())
            .loadBalance();
    balance.id("balance-targets");
    balance.custom("regionBalancer");
    for (Target target : targets) {
      balance.to("direct:" + target.routeId()).id("to-" + target.routeId());
    }
  }
}
