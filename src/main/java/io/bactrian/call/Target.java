package io.bactrian.call;

/**
 * One place that can answer a call: a Bedrock model in a region.
 *
 * @param region AWS region name
 * @param model our alias of the model
 * @param modelId Bedrock model id, inference profile id or ARN that is sent upstream
 * @param weight share of the calls under the {@code weighted} strategy, 0 to 1000
 * @param order rank under the {@code failover} strategy, lowest first
 */
public record Target(String region, String model, String modelId, int weight, int order) {

  /** {@code <region>/<model alias>}, also the name of the target's circuit breaker. */
  public String id() {
    return region + "/" + model;
  }

  /** Kebab-case id of the target's route, also its {@code direct:} name. */
  public String routeId() {
    return "region-" + region + "-" + model;
  }

  public Target withWeight(int newWeight) {
    return new Target(region, model, modelId, newWeight, order);
  }
}
