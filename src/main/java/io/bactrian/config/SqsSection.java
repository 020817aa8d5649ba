package io.bactrian.config;

import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.queue.sqs.ReplyUrls;
import io.bactrian.queue.sqs.SqsQueue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of SQS and its queues. */
final class SqsSection {

  private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);
  private static final String PREFIX = "bactrian.sqs.";
  private static final String REPLY_URLS = PREFIX + "reply-url-prefixes";

  private static final String QUEUE_URL =
      "the address of a queue, such as"
          + " https://sqs.us-east-1.amazonaws.com/123456789012/answers";

  /** Has a slash after the host: else that of somebody else could begin with it. */
  private static final Pattern BEGINNING =
      Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d+)?/[A-Za-z0-9_/-]*");

  /**
   * The queues; none where there is no SQS.
   *
   * @param consumers how many messages of each queue are worked on at once, by our names
   * @param waitTime how long a poll waits for a message
   */
  record Sqs(
      List<SqsQueue> queues,
      Map<String, Integer> consumers,
      String region,
      Optional<URI> endpoint,
      Duration waitTime,
      ReplyUrls replyUrls) {

    List<String> queueNames() {
      return queues.stream().map(SqsQueue::name).toList();
    }

    int allConsumers() {
      return consumers.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final SettingReader read;

  private SqsSection(SettingReader read) {
    this.read = read;
  }

  static Sqs read(SettingReader read, List<Region> regions) {
    return new SqsSection(read).sqs(regions);
  }

  private Sqs sqs(List<Region> regions) {
    List<String> names = names();
    Duration visibility =
        read.duration(PREFIX + "visibility-timeout", Duration.ofSeconds(10), LONGEST_VISIBILITY);
    Optional<String> reply = queueUrl(PREFIX + "reply-queue-url");
    Optional<String> deadLetter = queueUrl(PREFIX + "dead-letter-queue-url");
    int consumers = read.integer(PREFIX + "consumers", 1, 500);
    List<SqsQueue> queues = new ArrayList<>();
    Map<String, Integer> consumersOf = new LinkedHashMap<>();
    for (String name : names) {
      String url = queueUrl(PREFIX + "queue." + name + ".url", QUEUE_URL);
      queues.add(new SqsQueue(name, url, visibility, reply, deadLetter));
      consumersOf.put(
          name, read.integer(PREFIX + "queue." + name + ".consumers", 1, 500, consumers));
    }
    return new Sqs(
        List.copyOf(queues),
        consumersOf,
        read.optional(PREFIX + "region").orElse(regions.getFirst().name()),
        endpoint(),
        read.duration(PREFIX + "wait-time", Duration.ofSeconds(1), Duration.ofSeconds(20)),
        replyUrls(queues, reply, deadLetter));
  }

  private List<String> names() {
    boolean off = read.text(PREFIX + "queues").equals(QueueSection.NONE);
    return off ? List.of() : read.names(PREFIX + "queues");
  }

  /** Nobody may have a reply sent to a queue that we read, or to the dead letters. */
  private ReplyUrls replyUrls(
      List<SqsQueue> queues, Optional<String> reply, Optional<String> deadLetter) {
    String value = read.text(REPLY_URLS);
    boolean none = value.equals(QueueSection.NONE);
    List<String> prefixes =
        none ? List.of() : Arrays.stream(value.split(",")).map(String::strip).toList();
    if (!prefixes.stream().allMatch(prefix -> BEGINNING.matcher(prefix).matches())) {
      throw InvalidSetting.of(
          REPLY_URLS,
          value,
          "none, or beginnings of queues' addresses with a '/' after the host, separated by commas");
    }
    if (none && reply.isEmpty() && !queues.isEmpty()) {
      throw InvalidSetting.of(
          REPLY_URLS, value, "some, or bactrian.sqs.reply-queue-url: else no reply could be sent");
    }
    return new ReplyUrls(
        prefixes, Stream.concat(queues.stream().map(SqsQueue::url), deadLetter.stream()).toList());
  }

  private Optional<String> queueUrl(String key) {
    return read.text(key).equals(QueueSection.NONE)
        ? Optional.empty()
        : Optional.of(queueUrl(key, "none, or " + QUEUE_URL));
  }

  private String queueUrl(String key, String allowed) {
    String value = read.text(key);
    if (!ReplyUrls.isQueue(value)) {
      throw InvalidSetting.of(key, value, allowed);
    }
    return value;
  }

  private Optional<URI> endpoint() {
    return read.address(PREFIX + "endpoint");
  }
}
