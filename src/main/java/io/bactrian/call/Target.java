package io.bactrian.call;

import java.util.Locale;

/**
 * One place that can answer a call: a Bedrock model in a region, or the local model.
 *
 * @param id {@code <region>/<model alias>}, as attempts name it; every step of a call asks for it
 * @param region AWS region name, or {@link #LOCAL}
 * @param model our alias of the model
 * @param modelId Bedrock model id, inference profile id or ARN that is sent upstream
 * @param weight share of the calls under the {@code weighted} strategy, 0 to 1000
 * @param order rank under the {@code failover} strategy, lowest first
 * @param group whether it is asked first, or only while no other is left
 * @param geo where it answers; {@code global} where its inference profile leaves the region's geo
 * @param configuredId the model's id as configured for all regions, which names the model's family
 *     where {@code modelId} is an ARN that does not
 */
public record Target(
    String id,
    String region,
    String model,
    String modelId,
    int weight,
    int order,
    Group group,
    String geo,
    String configuredId) {

  /** Which targets are asked first. */
  public enum Group {
    PRIMARY,
    NORMAL;

    /** As it is written in settings and shown to operators. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Target(
      String region,
      String model,
      String modelId,
      int weight,
      int order,
      Group group,
      String geo,
      String configuredId) {
    this(region + "/" + model, region, model, modelId, weight, order, group, geo, configuredId);
  }

  /** A primary target in the geo that its region's name tells. */
  public Target(String region, String model, String modelId, int weight, int order) {
    this(
        region,
        model,
        modelId,
        weight,
        order,
        Group.PRIMARY,
        Geo.ofTarget(region, Geo.ofRegion(region), modelId),
        modelId);
  }

  /** What stands for the region of the local model; no region of AWS has this name. */
  public static final String LOCAL = "local";

  /** The model outside of Bedrock, by the name that its own API knows it by. */
  public static Target local(String model) {
    return new Target(LOCAL, model, model, 1, 0);
  }

  public boolean isLocal() {
    return region.equals(LOCAL);
  }

  /** Its {@link #id()}, or {@code local}; also the name of its circuit breaker. */
  public String name() {
    return isLocal() ? LOCAL : id();
  }

  /** Kebab-case id of the target's route, also its {@code direct:} name. */
  public String routeId() {
    return "region-" + region + "-" + model;
  }

  public Target withWeight(int newWeight) {
    return new Target(region, model, modelId, newWeight, order, group, geo, configuredId);
  }
}
