package io.bactrian.queue.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.queue.QueueMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which messages ask for the same work. */
class WorkTest {

  private static final String KEY = "idempotency_key";

  private static Work work(String queue, String id, String body, Map<String, String> properties) {
    var message =
        new QueueMessage(
            queue,
            id,
            body.getBytes(StandardCharsets.UTF_8),
            properties,
            "correlation",
            0,
            1,
            Instant.EPOCH,
            Optional.empty());
    return Work.of("tenant", message);
  }

  @Test
  void a_message_that_comes_again_asks_for_the_same() {
    assertThat(work("q", "1", "a", Map.of("api", "chat")))
        .isEqualTo(work("q", "1", "a", Map.of("api", "chat")));
  }

  @Test
  void messages_without_a_key_ask_for_work_of_their_own() {
    String first = work("q", "1", "a", Map.of()).key();
    assertThat(work("q", "2", "a", Map.of()).key()).isNotEqualTo(first);
    assertThat(work("other", "1", "a", Map.of()).key()).isNotEqualTo(first);
  }

  @Test
  void messages_with_the_same_key_ask_for_the_same_whatever_their_deadlines() {
    Work first = work("q", "1", "a", Map.of(KEY, "k", "deadline", "1"));
    Work second = work("q", "2", "a", Map.of(KEY, "k", "deadline", "2"));
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.messageId()).isEqualTo("2");
    assertThat(work("q", "3", "a", Map.of(KEY, "l")).key()).isNotEqualTo(first.key());
  }

  @Test
  void a_key_is_no_message_id() {
    assertThat(work("q", "1", "a", Map.of(KEY, "1")).key())
        .isNotEqualTo(work("q", "1", "a", Map.of()).key());
  }

  @Test
  void other_content_is_another_body_or_another_property() {
    String asked = work("q", "1", "a", Map.of(KEY, "k", "api", "chat")).fingerprint();
    assertThat(work("q", "1", "b", Map.of(KEY, "k", "api", "chat")).fingerprint())
        .isNotEqualTo(asked);
    assertThat(work("q", "1", "a", Map.of(KEY, "k", "api", "openai")).fingerprint())
        .isNotEqualTo(asked);
    assertThat(work("q", "1", "a", Map.of(KEY, "k")).fingerprint()).isNotEqualTo(asked);
  }

  @Test
  void what_ends_one_part_earlier_is_other_content() {
    assertThat(work("q", "1", "aapi", Map.of(KEY, "k")).fingerprint())
        .isNotEqualTo(work("q", "1", "a", Map.of(KEY, "k", "api", "")).fingerprint());
  }
}
