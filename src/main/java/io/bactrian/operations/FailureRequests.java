package io.bactrian.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.bedrock.InjectedFailure;
import io.bactrian.bedrock.InjectedKind;
import io.bactrian.bedrock.InjectedScenario;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what shall go wrong from the body of {@code POST /test/enable-failures}: {@code {region?,
 * model?, kind?, probability?, duration?, latency?}} or {@code {scenario, region?, duration?}}.
 */
final class FailureRequests {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration LATEST = Duration.ofMinutes(10);
  private static final List<String> MEMBERS =
      List.of("region", "model", "kind", "probability", "duration", "latency");
  private static final List<String> OF_SCENARIO = List.of("scenario", "region", "duration");

  private final List<String> regions;
  private final List<String> models;

  /** The regions and model aliases that there are, in configured order. */
  FailureRequests(List<String> regions, List<String> models) {
    this.regions = List.copyOf(regions);
    this.models = List.copyOf(models);
  }

  /**
   * Returns what the body asks for.
   *
   * @throws IllegalArgumentException naming the member that is wrong and what is allowed
   */
  InjectedFailure read(JsonNode body) {
    if (!body.isObject()) {
      throw new IllegalArgumentException(
          "the body must be empty or an object of " + MEMBERS + " or " + OF_SCENARIO);
    }
    InjectedFailure failure = body.has("scenario") ? scenario(body) : single(body);
    return failure.lasting(time(body, "duration", LONGEST));
  }

  private InjectedFailure scenario(JsonNode body) {
    refuseOthers(body, OF_SCENARIO);
    String label = oneOf(body, "scenario", InjectedScenario.labels()).orElseThrow();
    return InjectedScenario.values()[InjectedScenario.labels().indexOf(label)].failure(
        oneOf(body, "region", regions), regions.getFirst());
  }

  private InjectedFailure single(JsonNode body) {
    refuseOthers(body, MEMBERS);
    String label =
        oneOf(body, "kind", InjectedKind.labels()).orElse(InjectedKind.UNAVAILABLE.label());
    InjectedKind kind = InjectedKind.values()[InjectedKind.labels().indexOf(label)];
    Optional<Duration> latency = time(body, "latency", LATEST);
    if (kind == InjectedKind.LATENCY_ONLY && latency.isEmpty()) {
      throw new IllegalArgumentException("field 'latency' is required with kind 'latency-only'");
    }
    if (kind == InjectedKind.STREAM_CUT && latency.isPresent()) {
      throw new IllegalArgumentException("field 'latency' is not allowed with kind 'stream-cut'");
    }
    return InjectedFailure.of(kind)
        .inRegion(oneOf(body, "region", regions))
        .ofModel(oneOf(body, "model", models))
        .withProbability(probability(body))
        .after(latency.orElse(Duration.ZERO));
  }

  private static void refuseOthers(JsonNode body, Collection<String> allowed) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                throw new IllegalArgumentException(
                    "a field is unknown or does not go with the others; allowed: " + allowed);
              }
            });
  }

  private static Optional<String> oneOf(JsonNode body, String field, List<String> allowed) {
    JsonNode value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual() || !allowed.contains(value.textValue())) {
      throw new IllegalArgumentException(field + " must be one of " + allowed);
    }
    return Optional.of(value.textValue());
  }

  private static double probability(JsonNode body) {
    JsonNode value = body.get("probability");
    if (value == null) {
      return 1;
    }
    if (!value.isNumber() || !(value.doubleValue() > 0 && value.doubleValue() <= 1)) {
      throw new IllegalArgumentException("probability must be a number above 0 and up to 1");
    }
    return value.doubleValue();
  }

  private static Optional<Duration> time(JsonNode body, String field, Duration longest) {
    JsonNode value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    Matcher matcher = TIME.matcher(value.isTextual() ? value.textValue() : "");
    if (matcher.matches()) {
      Duration time = of(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (time.compareTo(SHORTEST) >= 0 && time.compareTo(longest) <= 0) {
        return Optional.of(time);
      }
    }
    throw new IllegalArgumentException(
        field
            + " must be a time from 1ms to "
            + (longest.equals(LONGEST) ? "24h" : "10m")
            + ", written as 500ms, 2s, 10m or 1h");
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
