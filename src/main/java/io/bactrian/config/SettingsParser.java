package io.bactrian.config;

import io.bactrian.bedrock.StreamSettings;
import io.bactrian.config.GatewaySettings.Admission;
import io.bactrian.config.GatewaySettings.Bedrock;
import io.bactrian.config.GatewaySettings.Degraded;
import io.bactrian.config.GatewaySettings.Http;
import io.bactrian.config.GatewaySettings.Operating;
import io.bactrian.config.GatewaySettings.Streams;
import io.bactrian.resilience.CoolDownSettings;
import io.bactrian.routing.Strategies;
import io.bactrian.translator.PromptSettings;
import io.bactrian.translator.openai.OpenAiSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Parses all settings; whatever is wrong stops the start with the key and the legal range. */
public final class SettingsParser {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration BRIEF = Duration.ofMillis(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofHours(24);

  private final SettingSources sources;
  private final SettingReader read;

  private SettingsParser(SettingSources sources) {
    this.sources = sources;
    this.read = new SettingReader(sources);
  }

  /**
   * Returns the settings.
   *
   * @throws InvalidSetting when any key is unknown or any value is out of range
   */
  public static GatewaySettings parse(SettingSources sources) {
    return new SettingsParser(sources).parse();
  }

  private GatewaySettings parse() {
    boolean simulated =
        read.choice("bactrian.bedrock.mode", List.of("simulator", "aws")).equals("simulator");
    var targets = new TargetSettings(read, sources);
    var breakers = new BreakerKeys(read);
    var attempts = new AttemptSettings(read);
    Streams streams = streams();
    var settings =
        new GatewaySettings(
            simulated,
            bedrock(),
            targets.regions(),
            targets.targets(),
            targets.defaultModel(),
            targets.residency(),
            targets.availableFrom(),
            targets.fallbackModels(),
            breakers.of(targets.targets()),
            breakers.standard(),
            coolDowns(),
            ConcurrencyParser.parse(read),
            http(),
            admission(),
            strategy(),
            attempts.failover(),
            attempts.retries(),
            attempts.hedging(),
            streams,
            CacheSettings.read(read),
            new StoreSettings(read).redis(),
            new Degraded(
                read.text("bactrian.degraded.text"), read.below("bactrian.degraded.use-case.")),
            new LadderSettings(read, breakers, targets.targets(), streams.upstream()).ladder(),
            prompt("chat", read.text("bactrian.chat.system-prompt")),
            prompt("generate", ""),
            openAi(),
            ShadowSection.read(read, targets.targets()),
            operating(simulated),
            SimulatorSection.read(read, targets.targets()),
            StateSection.read(read, targets.regions()),
            StrategySection.read(read, targets.regions(), simulated),
            CanarySection.read(read),
            QueueSection.read(read, targets.regions()));
    read.refuseUnknown();
    return settings;
  }

  private Bedrock bedrock() {
    return new Bedrock(
        read.integer("bactrian.bedrock.max-connections", 1, 100_000),
        read.duration("bactrian.bedrock.connect-timeout", BRIEF, MINUTE),
        read.duration("bactrian.bedrock.acquire-timeout", BRIEF, MINUTE),
        read.flag("bactrian.bedrock.direct"));
  }

  private CoolDownSettings coolDowns() {
    return new CoolDownSettings(
        read.atMost(
            "bactrian.cool-down.throttled", "bactrian.cool-down.throttled-max", BRIEF, HOUR),
        read.duration("bactrian.cool-down.throttled-max", BRIEF, HOUR),
        read.duration("bactrian.cool-down.quota", SECOND, DAY),
        read.duration("bactrian.cool-down.set-aside", SECOND, DAY),
        read.duration("bactrian.cool-down.failed", NONE, HOUR));
  }

  private Http http() {
    return new Http(
        read.text("bactrian.http.host"),
        read.integer("bactrian.http.port", 0, 65_535),
        read.integer("bactrian.http.max-body-bytes", 1_024, 104_857_600),
        read.integer("bactrian.http.max-header-bytes", 1_024, 1_048_576),
        read.duration("bactrian.http.header-timeout", BRIEF, Duration.ofMinutes(5)),
        read.duration("bactrian.http.body-timeout", BRIEF, Duration.ofMinutes(10)),
        read.duration("bactrian.http.idle-timeout", SECOND, HOUR),
        read.integer("bactrian.http.max-connections", 1, 1_000_000),
        read.integer("bactrian.json.max-depth", 2, 1_000),
        read.integer("bactrian.json.max-string-length", 16, 100_000_000));
  }

  private Admission admission() {
    return new Admission(
        read.integer("bactrian.admission.max-in-flight", 1, 1_000_000),
        read.integer("bactrian.admission.max-waiting", 0, 1_000_000),
        read.duration("bactrian.admission.max-wait", Duration.ofMillis(1), MINUTE),
        read.integer("bactrian.admission.batch-share", 1, 100),
        read.duration("bactrian.call.deadline", Duration.ofMillis(100), HOUR));
  }

  private String strategy() {
    String key = "bactrian.strategy";
    String name = read.text(key);
    if (!sources.isOverridden(key)) {
      name = sources.environment("LOAD_BALANCER_STRATEGY").orElse(name);
    }
    String normal = name.contains(".") ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      Strategies.require(normal);
    } catch (IllegalArgumentException unknown) {
      throw InvalidSetting.of(key, name, unknown.getMessage());
    }
    return normal;
  }

  private Streams streams() {
    return new Streams(
        new StreamSettings(
            read.duration("bactrian.stream.first-content-timeout", BRIEF, HOUR),
            read.duration("bactrian.stream.idle-timeout", BRIEF, HOUR),
            read.duration("bactrian.stream.total-timeout", BRIEF, DAY),
            read.integer("bactrian.stream.buffered-events", 1, 10_000)),
        read.duration("bactrian.stream.keep-alive", BRIEF, HOUR),
        read.integer("bactrian.stream.max-open", 1, 100_000));
  }

  private PromptSettings prompt(String api, String systemPrompt) {
    String prefix = "bactrian." + api + ".";
    return new PromptSettings(
        systemPrompt,
        read.integer(prefix + "max-tokens", 1, 200_000),
        read.number(prefix + "temperature", 0, 1),
        "default");
  }

  private OpenAiSettings openAi() {
    return new OpenAiSettings(
        read.choice("bactrian.openai.unmapped", List.of("refuse", "drop")).equals("drop"),
        read.integer("bactrian.openai.max-tokens", 1, 200_000),
        "default");
  }

  private Operating operating(boolean simulated) {
    return new Operating(
        read.automatic("bactrian.admin.public", simulated),
        read.automatic("bactrian.test-endpoints.enabled", simulated),
        read.automatic("bactrian.http.health-and-metrics", simulated),
        read.integer("bactrian.events.queue-size", 100, 1_000_000),
        read.duration("bactrian.shutdown.grace", NONE, Duration.ofMinutes(5)),
        read.duration("bactrian.shutdown.timeout", SECOND, HOUR));
  }
}
