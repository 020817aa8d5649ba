package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.config.SqsSection.Sqs;
import io.bactrian.queue.sqs.SqsQueue;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqsSectionTest {

  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/";

  private static Sqs with(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put("bactrian.sqs." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(map)).queues().sqs();
  }

  private static void assertRefused(List<String> words, String... keysAndValues) {
    assertThatThrownBy(() -> with(keysAndValues))
        .isInstanceOf(InvalidSetting.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
  }

  @Test
  void without_queues_there_is_no_sqs() {
    assertThat(with().queues()).isEmpty();
  }

  @Test
  void each_queue_has_an_address_and_may_have_consumers_of_its_own() {
    Sqs sqs =
        with(
            "queues",
            "prompts, nightly",
            "queue.prompts.url",
            URL + "prompts",
            "queue.nightly.url",
            URL + "nightly.fifo",
            "queue.nightly.consumers",
            "1",
            "reply-queue-url",
            URL + "answers",
            "endpoint",
            "http://127.0.0.1:9324");

    assertThat(sqs.queues())
        .containsExactly(
            new SqsQueue(
                "prompts",
                URL + "prompts",
                Duration.ofSeconds(60),
                Optional.of(URL + "answers"),
                Optional.empty()),
            new SqsQueue(
                "nightly",
                URL + "nightly.fifo",
                Duration.ofSeconds(60),
                Optional.of(URL + "answers"),
                Optional.empty()));
    assertThat(sqs.consumers()).isEqualTo(Map.of("prompts", 4, "nightly", 1));
    assertThat(sqs.region()).isEqualTo("us-east-1");
    assertThat(sqs.endpoint()).contains(URI.create("http://127.0.0.1:9324"));
  }

  @Test
  void what_is_wrong_is_told_with_what_is_allowed() {
    assertRefused(
        List.of("bactrian.sqs.queue.prompts.url", "required"),
        "queues",
        "prompts",
        "reply-queue-url",
        URL + "answers");
    assertRefused(
        List.of("bactrian.sqs.queue.prompts.url", "'prompts'", "the address of a queue"),
        "queues",
        "prompts",
        "queue.prompts.url",
        "prompts");
    assertRefused(
        List.of("bactrian.sqs.reply-url-prefixes", "bactrian.sqs.reply-queue-url"),
        "queues",
        "prompts",
        "queue.prompts.url",
        URL + "prompts");
    assertRefused(List.of("bactrian.sqs.endpoint", "'here'", "http or https"), "endpoint", "here");
    assertRefused(
        List.of("unknown setting", "bactrian.sqs.queue.other.url"),
        "queue.other.url",
        URL + "other");
  }

  /** Of the host https://sqs.example.com there may be an https://sqs.example.com.evil.org. */
  @Test
  void a_beginning_of_reply_addresses_has_all_of_the_host() {
    assertRefused(
        List.of("bactrian.sqs.reply-url-prefixes", "'/' after the host"),
        "reply-url-prefixes",
        "https://sqs.us-east-1.amazonaws.com");
  }
}
