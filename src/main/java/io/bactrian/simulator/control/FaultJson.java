package io.bactrian.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.simulator.fault.ActiveFault;
import io.bactrian.simulator.fault.Effect;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.bactrian.simulator.fault.Occurrence;
import io.bactrian.simulator.scope.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The JSON form of a fault. */
final class FaultJson {

  private static final List<String> FIELDS =
      List.of(
          "kind",
          "region",
          "model",
          "probability",
          "times",
          "durationMs",
          "seed",
          "latencyMs",
          "retryAfterSeconds",
          "afterEvents",
          "exception",
          "message");

  private FaultJson() {}

  /**
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  static Fault read(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("a fault must be a JSON object with the fields " + FIELDS);
    }
    json.fieldNames().forEachRemaining(FaultJson::checkField);
    String kind =
        text(json, "kind")
            .orElseThrow(() -> new IllegalArgumentException("kind must not be absent"));
    var occurrence =
        new Occurrence(
            number(json, "probability").orElse(1.0),
            integer(json, "times").orElse(0),
            Duration.ofMillis(integer(json, "durationMs").orElse(0)),
            integer(json, "seed"));
    var effect =
        new Effect(
            Duration.ofMillis(integer(json, "latencyMs").orElse(0)),
            Duration.ofSeconds(integer(json, "retryAfterSeconds").orElse(0)),
            events(integer(json, "afterEvents").orElse(0)),
            text(json, "exception").map(FaultKind::ofLabel),
            text(json, "message"));
    return new Fault(
        FaultKind.ofLabel(kind),
        new Scope(text(json, "region").orElse("*"), text(json, "model").orElse("*")),
        occurrence,
        effect);
  }

  static ObjectNode write(ActiveFault active, long nowNanos) {
    Fault fault = active.fault();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", active.id())
            .put("kind", fault.kind().label())
            .put("region", fault.scope().region())
            .put("model", fault.scope().model())
            .put("probability", fault.occurrence().probability())
            .put("fired", active.fired());
    fault.occurrence().seed().ifPresent(seed -> json.put("seed", seed));
    putPositive(json, "times", fault.occurrence().times());
    putPositive(json, "durationMs", fault.occurrence().duration().toMillis());
    if (!fault.occurrence().duration().isZero()) {
      json.put("remainingMs", active.remaining(nowNanos).toMillis());
    }
    putPositive(json, "latencyMs", fault.effect().latency().toMillis());
    putPositive(json, "retryAfterSeconds", fault.effect().retryAfter().toSeconds());
    if (fault.kind().interruptsStreams()) {
      json.put("afterEvents", fault.effect().afterEvents());
    }
    fault.effect().exception().ifPresent(kind -> json.put("exception", kind.label()));
    fault.effect().message().ifPresent(message -> json.put("message", message));
    return json;
  }

  private static void putPositive(ObjectNode json, String field, long value) {
    if (value > 0) {
      json.put(field, value);
    }
  }

  private static void checkField(String field) {
    if (!FIELDS.contains(field)) {
      throw new IllegalArgumentException(
          "field '" + field + "' is unknown; allowed: " + String.join(", ", FIELDS));
    }
  }

  private static Optional<String> text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value != null && !value.isTextual()) {
      throw new IllegalArgumentException(field + " must be a string");
    }
    return Optional.ofNullable(value).map(JsonNode::textValue);
  }

  private static Optional<Double> number(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value != null && !value.isNumber()) {
      throw new IllegalArgumentException(field + " must be a number from 0 to 1");
    }
    return Optional.ofNullable(value).map(JsonNode::doubleValue);
  }

  private static OptionalLong integer(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(field + " must be an integer");
    }
    return OptionalLong.of(value.longValue());
  }

  private static int events(long count) {
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("afterEvents must be from 0 to " + Integer.MAX_VALUE);
    }
    return (int) count;
  }
}
