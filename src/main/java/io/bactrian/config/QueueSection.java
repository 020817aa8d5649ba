package io.bactrian.config;

import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.queue.QueueSettings;
import io.bactrian.queue.QueueSettings.OnExhausted;
import io.bactrian.queue.Redelivery;
import io.bactrian.store.DynamoDbSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of queues that are the same for every broker. */
final class QueueSection {

  /** The forms that messages may have, as the property {@code api} names them. */
  static final List<String> APIS = List.of("chat", "generate", "openai", "converse");

  static final String NONE = "none";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final List<String> ON_EXHAUSTED = List.of("redeliver", "reply-degraded");

  /**
   * Queues of all brokers.
   *
   * @param byName how the messages of each are treated
   * @param jms those of the JMS broker
   * @param sqs those of SQS
   */
  record Queues(
      Map<String, QueueSettings> byName,
      JmsSection.Jms jms,
      SqsSection.Sqs sqs,
      Idempotency idempotency) {

    boolean areOff() {
      return byName.isEmpty();
    }
  }

  /** Kept replies; {@code store} is memory, redis or dynamodb. */
  record Idempotency(String store, Duration keep, int maxEntries, DynamoDbSettings dynamoDb) {}

  private final SettingReader read;

  private QueueSection(SettingReader read) {
    this.read = read;
  }

  static Queues read(SettingReader read, List<Region> regions) {
    var section = new QueueSection(read);
    JmsSection.Jms jms = JmsSection.read(read);
    SqsSection.Sqs sqs = SqsSection.read(read, regions);
    List<String> names = new ArrayList<>(jms.queueNames());
    names.addAll(sqs.queueNames());
    if (new HashSet<>(names).size() < names.size()) {
      throw InvalidSetting.of(
          "bactrian.sqs.queues",
          String.join(",", sqs.queueNames()),
          "names that bactrian.jms.queues has not");
    }
    return new Queues(section.settings(names), jms, sqs, section.idempotency(regions));
  }

  private Map<String, QueueSettings> settings(List<String> names) {
    String api = read.choice("bactrian.queue.api", APIS);
    OnExhausted exhausted = onExhausted("bactrian.queue.on-exhausted");
    Redelivery redelivery = redelivery();
    int maxBytes = read.integer("bactrian.queue.max-message-bytes", 1_024, 104_857_600);
    Map<String, QueueSettings> settings = new LinkedHashMap<>();
    for (String name : names) {
      String prefix = "bactrian.queue." + name + ".";
      settings.put(
          name,
          new QueueSettings(
              name,
              read.optional(prefix + "api").isPresent() ? read.choice(prefix + "api", APIS) : api,
              read.optional(prefix + "on-exhausted").isPresent()
                  ? onExhausted(prefix + "on-exhausted")
                  : exhausted,
              redelivery,
              maxBytes));
    }
    return settings;
  }

  private OnExhausted onExhausted(String key) {
    String chosen = read.choice(key, ON_EXHAUSTED);
    return OnExhausted.valueOf(chosen.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private Redelivery redelivery() {
    Duration first = read.duration("bactrian.queue.redelivery.first-delay", SECOND, DAY);
    String key = "bactrian.queue.redelivery.longest-delay";
    Duration longest = read.duration(key, SECOND, DAY);
    if (longest.compareTo(first) < 0) {
      throw InvalidSetting.of(
          key, read.text(key), "no shorter time than bactrian.queue.redelivery.first-delay");
    }
    return new Redelivery(first, longest, read.integer("bactrian.queue.redelivery.most", 0, 1_000));
  }

  private Idempotency idempotency(List<Region> regions) {
    String prefix = "bactrian.queue.idempotency.";
    String store = read.choice(prefix + "store", List.of("memory", "redis", "dynamodb"));
    if (store.equals("redis") && read.text("bactrian.redis.uri").equals(NONE)) {
      throw InvalidSetting.of(
          "bactrian.redis.uri",
          NONE,
          "the address of the Redis that bactrian.queue.idempotency.store names");
    }
    return new Idempotency(
        store,
        read.duration(prefix + "keep", Duration.ofMinutes(1), Duration.ofHours(720)),
        read.integer(prefix + "max-entries", 100, 10_000_000),
        StateSection.dynamoDb(read, prefix + "dynamodb.", regions));
  }
}
