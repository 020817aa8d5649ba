package io.bactrian.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.bactrian.bedrock.StreamSettings;
import io.bactrian.call.Feature;
import io.bactrian.call.ModelTraits;
import io.bactrian.call.Target;
import io.bactrian.fallback.DegradedRule;
import io.bactrian.local.LocalApi;
import io.bactrian.local.LocalSettings;
import io.bactrian.local.LocalSettings.ApiKey;
import io.bactrian.resilience.BreakerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of the rungs of the ladder. */
final class LadderSettings {

  /** What no log and no view of Camel's may show. */
  static final String API_KEY = "bactrian.local.api-key";

  private static final String RULE = "bactrian.degraded.rule.";
  private static final Duration BRIEF = Duration.ofMillis(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Set<Feature> LOCAL_FEATURES = EnumSet.of(Feature.TOOLS, Feature.IMAGES);

  /** What the rungs need to know; without {@code local} there is no local model. */
  record Ladder(
      Map<String, ModelTraits> traits,
      Duration otherModelTimeout,
      Optional<LocalSettings> local,
      BreakerSettings localBreaker,
      List<DegradedRule> rules) {}

  private final SettingReader read;
  private final BreakerKeys breakers;
  private final List<Target> targets;
  private final StreamSettings streams;

  LadderSettings(
      SettingReader read, BreakerKeys breakers, List<Target> targets, StreamSettings streams) {
    this.read = read;
    this.breakers = breakers;
    this.targets = targets;
    this.streams = streams;
  }

  Ladder ladder() {
    return new Ladder(
        traits(),
        read.duration("bactrian.fallback.other-model.timeout", BRIEF, HOUR),
        local(),
        breakers.below("bactrian.local.breaker."),
        rules());
  }

  private Map<String, ModelTraits> traits() {
    Map<String, ModelTraits> traits = new HashMap<>();
    for (Target target : targets) {
      String prefix = "bactrian.model." + target.model() + ".";
      int context = read.integer(prefix + "context-tokens", 1, 100_000_000, 0);
      Set<Feature> supports =
          read.optional(prefix + "supports")
              .map(value -> features(prefix + "supports", value, EnumSet.allOf(Feature.class)))
              .orElse(ModelTraits.UNTOLD.supports());
      traits.put(
          target.model(),
          new ModelTraits(supports, context == 0 ? OptionalInt.empty() : OptionalInt.of(context)));
    }
    return traits;
  }

  /** In order of their names, as the reader gives the keys. */
  private List<DegradedRule> rules() {
    Map<String, String> found = read.below(RULE);
    List<DegradedRule> rules = new ArrayList<>();
    for (var entry : found.entrySet()) {
      String name = entry.getKey().replaceFirst("\\.(when|text)$", "");
      String text = found.get(name + ".text");
      if (!found.containsKey(name + ".when") || text == null) {
        throw new InvalidSetting(
            "setting " + RULE + entry.getKey() + " is not allowed: a rule has .when and .text");
      }
      if (entry.getKey().endsWith(".when")) {
        rules.add(new DegradedRule(expression(RULE + entry.getKey(), entry.getValue()), text));
      }
    }
    return rules;
  }

  private static Pattern expression(String key, String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException wrong) {
      throw InvalidSetting.of(
          key, value, "a regular expression of RE2 (" + wrong.getDescription() + ")");
    }
  }

  private Optional<LocalSettings> local() {
    String api = read.choice("bactrian.local.api", List.of("openai", "ollama"));
    Set<Feature> supports =
        features("bactrian.local.supports", read.text("bactrian.local.supports"), LOCAL_FEATURES);
    Duration timeout = read.duration("bactrian.local.timeout", BRIEF, HOUR);
    Duration firstContent = read.duration("bactrian.local.first-content-timeout", BRIEF, HOUR);
    int maxConcurrent = read.integer("bactrian.local.max-concurrent", 1, 10_000);
    Optional<URI> url = read.address("bactrian.local.url");
    String modelKey = "bactrian.local.model";
    Optional<String> model = read.optional(modelKey);
    Optional<ApiKey> apiKey = read.optional(API_KEY).map(LadderSettings::apiKey);
    return url.map(
        address ->
            new LocalSettings(
                address,
                LocalApi.valueOf(api.toUpperCase(Locale.ROOT)),
                model.orElseThrow(
                    () -> InvalidSetting.of(modelKey, "", "a value is required with a url")),
                apiKey,
                supports,
                timeout,
                firstContent,
                streams.idle(),
                streams.total(),
                maxConcurrent));
  }

  /** Names of features, separated by commas, or {@code none}. */
  private static Set<Feature> features(String key, String value, Set<Feature> allowed) {
    Set<Feature> found = EnumSet.noneOf(Feature.class);
    if (value.equals("none")) {
      return found;
    }
    for (String name : value.split(",", -1)) {
      found.add(
          allowed.stream()
              .filter(feature -> feature.label().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () -> InvalidSetting.of(key, value, "none, or any of " + labels(allowed))));
    }
    return found;
  }

  private static String labels(Set<Feature> features) {
    return features.stream().sorted().map(Feature::label).collect(Collectors.joining(", "));
  }

  /** A key with a line break would be two headers, and it is not told what it was. */
  private static ApiKey apiKey(String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw InvalidSetting.of(API_KEY, "***", "visible ASCII characters");
    }
    return new ApiKey(value);
  }
}
