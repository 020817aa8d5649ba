package io.bactrian.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Selection;
import io.bactrian.call.Target;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.bactrian.routing.CurrentStrategy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The stage that tells what a call would do, in the place of doing it. Nothing is called. */
public final class CallExplanation {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final TargetPool pool;
  private final CurrentStrategy balancing;
  private final Function<GatewayCall, List<String>> otherModels;
  private final Optional<Target> local;

  /**
   * @param otherModels the models in the place of the asked one, in order
   * @param local the model outside of Bedrock, where there is one
   */
  public CallExplanation(
      TargetPool pool,
      CurrentStrategy balancing,
      Function<GatewayCall, List<String>> otherModels,
      Optional<Target> local) {
    this.pool = pool;
    this.balancing = balancing;
    this.otherModels = otherModels;
    this.local = local;
  }

  /** Explains a planned call. */
  public JsonNode explain(GatewayCall call) {
    Selection selection = call.selection();
    ObjectNode told = JSON.objectNode();
    told.put("request_id", call.requestId()).put("api", call.api()).put("tenant", call.tenant());
    told.put("use_case", call.useCase());
    told.put("strategy_version", selection.strategy().orElse(null));
    String model = call.targets().getFirst().model();
    told.put("model", model).put("reason", selection.reason()).put("canary", selection.canary());
    told.set("passed_over", texts(selection.passedOver()));
    told.put("load_balancing", balancing.name());
    told.set("targets", targets(call.targets()));
    ArrayNode others = told.putArray("fallback_models");
    for (String other : otherModels.apply(call)) {
      List<Target> allowed = call.options().allowed(pool.offering(other));
      others.addObject().put("model", other).set("targets", targets(allowed));
    }
    told.put("local_model", local.map(Target::modelId).orElse(null));
    return told;
  }

  private ArrayNode targets(List<Target> targets) {
    ArrayNode all = JSON.arrayNode();
    for (Target target : targets) {
      TargetHealth health = pool.health(target.id());
      all.addObject()
          .put("target", target.id())
          .put("model_id", target.modelId())
          .put("group", target.group().label())
          .put("weight", health.target().weight())
          .put("usable", health.usable())
          .put("circuit_breaker", health.breaker().getState().name())
          .put("in_flight", health.inFlight());
    }
    return all;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode all = JSON.arrayNode();
    texts.forEach(all::add);
    return all;
  }
}
