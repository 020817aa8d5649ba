package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.event.EventPublisher;
import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.TestPool;
import io.bactrian.resilience.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of application.properties: what its comment says is what the code enforces. */
class SettingRangesTest {

  private static final String SIMULATED_TIME = "bactrian.simulator.";

  static Stream<DocumentedSetting> all() {
    return DocumentedSetting.all().stream();
  }

  static Stream<DocumentedSetting> ranged() {
    return all().filter(setting -> setting.range().isPresent());
  }

  /** What a value must be that is no number: the allowed text of the message by key. */
  private static final Map<String, List<String>> UNRANGED =
      Map.ofEntries(
          Map.entry("bactrian.bedrock.mode", List.of("simulator", "aws")),
          Map.entry("bactrian.bedrock.direct", List.of("true", "false")),
          Map.entry("bactrian.regions", List.of("a-z", "commas")),
          Map.entry("bactrian.endpoints-file", List.of("none", "readable file")),
          Map.entry("bactrian.residency", List.of("anywhere", "has a target: us")),
          Map.entry("bactrian.models", List.of("a-z", "commas")),
          Map.entry("bactrian.default-model", List.of("claude-haiku")),
          Map.entry("bactrian.strategy", List.of("round-robin", "weighted", "failover", "class")),
          Map.entry("bactrian.breaker.window-type", List.of("count", "time")),
          Map.entry("bactrian.failover.same-target", List.of("last", "first")),
          Map.entry("bactrian.failover.multi-region", List.of("true", "false")),
          Map.entry("bactrian.concurrency.limit", List.of("off", "aimd", "gradient")),
          Map.entry("bactrian.hedge.enabled", List.of("true", "false")),
          Map.entry("bactrian.openai.unmapped", List.of("refuse", "drop")),
          Map.entry("bactrian.local.api", List.of("openai", "ollama")),
          Map.entry("bactrian.local.supports", List.of("none", "tools", "images")),
          Map.entry("bactrian.cache.mode", List.of("fallback", "read-through", "off")),
          Map.entry("bactrian.cache.single-flight", List.of("true", "false")),
          Map.entry("bactrian.redis.uri", List.of("none", "redis://", "rediss://")),
          Map.entry("bactrian.redis.key-prefix", List.of("a-z", "0-9")),
          Map.entry("bactrian.state.store", List.of("file", "redis", "dynamodb", "off")),
          Map.entry("bactrian.state.namespace", List.of("a-z", "_")),
          Map.entry("bactrian.state.dynamodb.table", List.of("a-z", "_")),
          Map.entry("bactrian.model-strategy.source", List.of("none", "file", "appconfig")),
          Map.entry("bactrian.jms.queues", List.of("a-z", "commas")),
          Map.entry("bactrian.sqs.queues", List.of("a-z", "commas")),
          Map.entry("bactrian.queue.api", List.of("chat", "generate", "openai", "converse")),
          Map.entry("bactrian.queue.on-exhausted", List.of("redeliver", "reply-degraded")),
          Map.entry("bactrian.queue.idempotency.store", List.of("memory", "redis", "dynamodb")),
          Map.entry("bactrian.queue.idempotency.dynamodb.table", List.of("a-z", "_")),
          Map.entry("bactrian.sqs.reply-url-prefixes", List.of("none", "'/' after the host")),
          Map.entry("bactrian.sqs.reply-queue-url", List.of("none", "address of a queue")),
          Map.entry("bactrian.sqs.dead-letter-queue-url", List.of("none", "address of a queue")),
          Map.entry("bactrian.jms.streaming", List.of("true", "false")),
          Map.entry("bactrian.jms.broker", List.of("embedded", "tcp://")),
          Map.entry("bactrian.jms.reply-queue", List.of("a-z", "_")),
          Map.entry("bactrian.jms.retry-queue", List.of("a-z", "_")),
          Map.entry("bactrian.jms.dead-letter-queue", List.of("a-z", "_")),
          Map.entry("bactrian.jms.reply-addresses", List.of("none", "temporary", "*")),
          Map.entry("bactrian.jms.embedded.host", List.of("this machine", "bactrian.jms.user")),
          Map.entry("bactrian.shadow.model", List.of("none", "claude-haiku")),
          Map.entry("bactrian.shadow.use-cases", List.of("none", "commas")),
          Map.entry("bactrian.shadow.tenants", List.of("none", "default")),
          Map.entry("bactrian.admin.public", List.of("auto", "true", "false")),
          Map.entry("bactrian.test-endpoints.enabled", List.of("auto", "true", "false")),
          Map.entry("bactrian.http.health-and-metrics", List.of("auto", "true", "false")),
          Map.entry("bactrian.simulator.token-pace", List.of("200ms", "0ms", "1h")),
          Map.entry("bactrian.simulator.answers", List.of("none", "shipped", "readable file")),
          Map.entry("bactrian.simulator.seed", List.of("-2147483648", "2147483647")));

  static Stream<DocumentedSetting> worded() {
    return all().filter(setting -> UNRANGED.containsKey(setting.key()));
  }

  /** Free text, for which only silence is wrong. */
  static Stream<DocumentedSetting> free() {
    return all()
        .filter(setting -> setting.range().isEmpty() && !UNRANGED.containsKey(setting.key()));
  }

  private static GatewaySettings parse(SettingSources sources) {
    return SettingsParser.parse(sources);
  }

  private static void assertRefused(DocumentedSetting setting, String value, List<String> allowed) {
    assertThatThrownBy(() -> parse(setting.set(value)))
        .as(setting.key() + "=" + value)
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(setting.key())
        .hasMessageContaining("'" + value + "'")
        .satisfies(refused -> assertThat(refused.getMessage()).contains(allowed));
  }

  @Test
  void the_packed_settings_are_legal_and_all_of_them_are_read() {
    assertThatCode(() -> parse(SettingSources.packedWith(Map.of()))).doesNotThrowAnyException();
    assertThat(SettingSources.packedWith(Map.of()).keys())
        .containsExactlyInAnyOrderElementsOf(all().map(DocumentedSetting::key).toList());
  }

  @Test
  void free_text_is_only_what_is_shown_or_sent() {
    assertThat(free().map(DocumentedSetting::key))
        .containsExactlyInAnyOrder(
            "bactrian.http.host",
            "bactrian.model.claude-haiku.id",
            "bactrian.degraded.text",
            "bactrian.degraded.use-case.general",
            "bactrian.degraded.use-case.product_question",
            "bactrian.degraded.use-case.account_inquiry",
            "bactrian.state.file",
            "bactrian.model-strategy.file",
            "bactrian.model-strategy.kept-file",
            "bactrian.canary.file",
            "bactrian.model-strategy.appconfig.application",
            "bactrian.model-strategy.appconfig.environment",
            "bactrian.model-strategy.appconfig.profile",
            "bactrian.shadow.file",
            "bactrian.jms.embedded.directory",
            "bactrian.chat.system-prompt");
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void both_edges_are_legal(DocumentedSetting setting) {
    var range = setting.range().orElseThrow();
    assertThatCode(() -> parse(setting.set(range.min()))).doesNotThrowAnyException();
    assertThatCode(() -> parse(setting.set(range.max()))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void what_is_beyond_an_edge_stops_the_start(DocumentedSetting setting) {
    var range = setting.range().orElseThrow();
    List<String> allowed = List.of(range.min() + " to " + range.max());
    if (!setting.key().startsWith(SIMULATED_TIME + "latency")) {
      assertRefused(setting, range.below(), allowed);
      assertRefused(setting, range.above(), allowed);
    }
  }

  @ParameterizedTest
  @MethodSource("ranged")
  void what_is_no_such_value_stops_the_start(DocumentedSetting setting) {
    var range = setting.range().orElseThrow();
    List<String> allowed = List.of(range.min() + " to " + range.max());
    for (String wrong : List.of("many", "1e99", "NaN", "5 s", "5d", "9999999999999999999")) {
      assertRefused(setting, wrong, allowed);
    }
  }

  @ParameterizedTest
  @MethodSource("worded")
  void a_wrong_word_stops_the_start_and_tells_the_right_ones(DocumentedSetting setting) {
    assertRefused(setting, "Wrong!", UNRANGED.get(setting.key()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_blank_value_stops_the_start(DocumentedSetting setting) {
    assertRefused(setting, "", List.of("a value is required"));
  }

  @Test
  void a_simulated_time_beyond_an_hour_stops_the_start() {
    for (String key : List.of(SIMULATED_TIME + "latency", SIMULATED_TIME + "token-pace")) {
      for (String wrong : List.of("3600001ms", "2h", "-1ms", "5s-1s", "p50=2s,p99=1s")) {
        assertThatThrownBy(() -> parse(SettingSources.packedWith(Map.of(key, wrong))))
            .as(key + "=" + wrong)
            .isInstanceOf(InvalidSetting.class)
            .hasMessageContaining(key)
            .hasMessageContaining(wrong);
      }
    }
  }

  /** No part may refuse later, in words of its own, what the parser has let pass. */
  @ParameterizedTest
  @MethodSource("ranged")
  void what_the_parser_takes_the_parts_take(DocumentedSetting setting) {
    var range = setting.range().orElseThrow();
    for (String edge : List.of(range.min(), range.max())) {
      GatewaySettings settings = parse(setting.set(edge));
      assertThatCode(() -> makeParts(settings)).as(edge).doesNotThrowAnyException();
    }
  }

  private static void makeParts(GatewaySettings settings) {
    EdgeParts.edgeSettings(settings);
    EdgeParts.jsonBodies(settings);
    EmbeddedSimulator.settings(settings);
    EventPublisher nobody = event -> {};
    var breakers =
        new Breakers(
            CircuitBreakerRegistry.ofDefaults(),
            TestPool.CLASSIFIER,
            nobody,
            new ManualClock(),
            () -> 0.0);
    settings.breakers().forEach(breakers::forTarget);
    breakers.forPool(settings.standardBreaker());
  }
}
