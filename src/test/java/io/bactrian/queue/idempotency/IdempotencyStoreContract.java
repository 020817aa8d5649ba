package io.bactrian.queue.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.queue.QueueReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do, on a real server where there is one. */
@Timeout(60)
abstract class IdempotencyStoreContract {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Shorter than any server counts, so that it ends as soon as time goes on at all. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MANY = 50;

  /** Of its own for each test, as a server is shared by all. */
  private final String key = UUID.randomUUID().toString();

  abstract IdempotencyStore store();

  /** Lets time go on where it does not do so by itself. */
  void letTimePass() {}

  private Work asked(String messageId) {
    return new Work(key, "content", messageId);
  }

  private static QueueReply reply(String text) {
    return new QueueReply(
        200,
        text.getBytes(StandardCharsets.UTF_8),
        Map.of("bactrian_served_by", "us-east-1", "bactrian_attempts", "a=ok, b=\"é\""));
  }

  private void assertDone(Claim claim, QueueReply reply) {
    assertThat(claim)
        .isInstanceOfSatisfying(
            Claim.Done.class,
            done -> {
              assertThat(done.reply().status()).isEqualTo(reply.status());
              assertThat(done.reply().body()).isEqualTo(reply.body());
              assertThat(done.reply().properties()).isEqualTo(reply.properties());
            });
  }

  private void awaitMine(Work work) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              letTimePass();
              return store().claim(work, HOUR) instanceof Claim.Mine;
            });
  }

  @Test
  void unknown_work_is_mine_and_then_held_for_others() throws IOException {
    assertThat(store().claim(asked("first"), HOUR)).isEqualTo(new Claim.Mine());
    assertThat(store().claim(asked("second"), HOUR)).isEqualTo(new Claim.Held());
    assertThat(store().claim(new Work(key + "-other", "content", "third"), HOUR))
        .isEqualTo(new Claim.Mine());
  }

  @Test
  void of_many_claims_at_once_exactly_one_is_mine() throws Exception {
    var start = new CountDownLatch(1);
    List<Future<Claim>> claims = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(MANY)) {
      for (int i = 0; i < MANY; i++) {
        Work work = asked("message-" + i);
        claims.add(
            threads.submit(
                () -> {
                  start.await();
                  return store().claim(work, HOUR);
                }));
      }
      start.countDown();
    }
    List<Claim> made = new ArrayList<>();
    for (Future<Claim> claim : claims) {
      made.add(claim.get());
    }
    assertThat(made).filteredOn(Claim.Mine.class::isInstance).hasSize(1);
    assertThat(made).filteredOn(Claim.Held.class::isInstance).hasSize(MANY - 1);
  }

  @Test
  void the_same_message_claims_again_with_a_new_lease() throws IOException {
    store().claim(asked("first"), MOMENT);
    assertThat(store().claim(asked("first"), HOUR)).isEqualTo(new Claim.Mine());
    letTimePass();
    assertThat(store().claim(asked("second"), HOUR)).isEqualTo(new Claim.Held());
  }

  @Test
  void a_claim_ends_with_its_lease() throws IOException {
    store().claim(asked("first"), MOMENT);
    awaitMine(asked("second"));
    assertThat(store().claim(asked("first"), HOUR)).isEqualTo(new Claim.Held());
  }

  @Test
  void what_was_done_is_told_again_to_every_message() throws IOException {
    store().claim(asked("first"), HOUR);
    store().keep(asked("first"), reply("Because: \"é\"\n"), HOUR);

    for (String message : List.of("first", "second", "second")) {
      assertDone(store().claim(asked(message), HOUR), reply("Because: \"é\"\n"));
    }
  }

  @Test
  void a_reply_of_some_hundred_kilobytes_is_told_again() throws IOException {
    String text = "So. ".repeat(50_000);
    store().keep(asked("first"), reply(text), HOUR);
    assertDone(store().claim(asked("second"), HOUR), reply(text));
  }

  @Test
  void the_same_key_for_other_content_is_told() throws IOException {
    var other = new Work(key, "other content", "first");
    store().claim(asked("first"), HOUR);
    assertThat(store().claim(other, HOUR)).isEqualTo(new Claim.OtherContent());
    store().keep(asked("first"), reply("So."), HOUR);
    assertThat(store().claim(other, HOUR)).isEqualTo(new Claim.OtherContent());
  }

  @Test
  void released_work_may_be_claimed_by_others() throws IOException {
    store().claim(asked("first"), HOUR);
    store().release(asked("first"));
    assertThat(store().claim(asked("second"), HOUR)).isEqualTo(new Claim.Mine());
  }

  @Test
  void nobody_releases_what_is_not_his() throws IOException {
    store().release(asked("first"));
    store().claim(asked("first"), HOUR);
    store().release(asked("second"));
    assertThat(store().claim(asked("second"), HOUR)).isEqualTo(new Claim.Held());

    store().keep(asked("first"), reply("So."), HOUR);
    store().release(asked("first"));
    assertDone(store().claim(asked("second"), HOUR), reply("So."));
  }

  @Test
  void a_reply_is_forgotten_after_its_time() throws IOException {
    store().keep(asked("first"), reply("So."), MOMENT);
    awaitMine(asked("second"));
  }
}
