package io.bactrian.evaluation.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.util.Optional;

/** A trial as a line of the journal; times in microseconds. */
final class TrialJson {

  private static final int NANOS = 1_000;

  private TrialJson() {}

  static ObjectNode write(Trial trial) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("case", trial.caseId())
            .put("use_case", trial.useCase())
            .put("model", trial.model())
            .put("region", trial.region())
            .put("repeat", trial.repeat())
            .put("answer", trial.answer());
    trial.failure().ifPresent(why -> json.put("failure", why));
    json.put("latency_us", micros(trial.latency()));
    trial.timeToFirstToken().ifPresent(time -> json.put("first_token_us", micros(time)));
    return json.put("input_tokens", trial.inputTokens()).put("output_tokens", trial.outputTokens());
  }

  static Trial read(JsonNode json) {
    return new Trial(
        json.required("case").asText(),
        json.required("use_case").asText(),
        json.required("model").asText(),
        json.required("region").asText(),
        json.required("repeat").asInt(),
        json.required("answer").asText(),
        Optional.ofNullable(json.get("failure")).map(JsonNode::asText),
        duration(json.required("latency_us")),
        Optional.ofNullable(json.get("first_token_us")).map(TrialJson::duration),
        json.required("input_tokens").asLong(),
        json.required("output_tokens").asLong());
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private static Duration duration(JsonNode micros) {
    return Duration.ofNanos(micros.asLong() * NANOS);
  }
}
