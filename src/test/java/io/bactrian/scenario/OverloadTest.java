package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More calls than places: some are told to come back, and batch ones before all others. */
@Timeout(90)
class OverloadTest {

  private static final String[] EIGHT_PLACES = {
    "bactrian.admission.max-in-flight", "4",
    "bactrian.admission.max-waiting", "4",
    "bactrian.admission.max-wait", "30s",
    "bactrian.simulator.latency", "500ms"
  };

  private static boolean isAnsweredOrToldToComeBack(Reply reply) {
    return reply.isLive() || reply.status() == 503 && !reply.header("retry-after").isEmpty();
  }

  private static List<CompletableFuture<Reply>> chats(
      RunningGateway gateway, int calls, String priority) {
    List<CompletableFuture<Reply>> sent = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      String body = "{\"content\":\"" + priority + " " + i + " of " + calls + "\"}";
      sent.add(gateway.callLater("/chat", body, "x-bactrian-priority", priority));
    }
    return sent;
  }

  private static List<Reply> joined(List<CompletableFuture<Reply>> replies) {
    return replies.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void four_times_what_fits_gets_answers_or_503_with_retry_after_and_nothing_stays_behind() {
    try (var gateway = RunningGateway.with(EIGHT_PLACES)) {
      gateway.chatAtOnce(32);

      gateway.ledger().assertEvery("answered or 503", OverloadTest::isAnsweredOrToldToComeBack);
      assertThat(gateway.ledger().replies()).filteredOn(Reply::isLive).hasSizeGreaterThan(7);
      await().until(() -> gateway.metrics().sum("gateway_inflight") == 0);
      assertThat(gateway.metrics().sum("gateway_waiting")).isZero();
      assertThat(gateway.chat("And now?").isLive()).isTrue();
    }
  }

  @Test
  void interactive_calls_get_their_places_though_batch_ones_came_first() {
    try (var gateway = RunningGateway.with(EIGHT_PLACES)) {
      gateway.chat("The first call of a process is slow.");
      gateway.set(Fault.latency(Duration.ofSeconds(8)));
      List<CompletableFuture<Reply>> batch = new ArrayList<>(chats(gateway, 2, "batch"));
      await().until(() -> gateway.metrics().sum("gateway_inflight") == 2);
      batch.addAll(chats(gateway, 4, "batch"));
      await().until(() -> gateway.metrics().sum("gateway_waiting") == 4);
      assertThat(joined(chats(gateway, 6, "batch"))).allMatch(reply -> reply.status() == 503);

      List<CompletableFuture<Reply>> interactive = chats(gateway, 6, "interactive");

      assertThat(joined(interactive)).allMatch(Reply::isLive);
      assertThat(joined(batch)).allMatch(OverloadTest::isAnsweredOrToldToComeBack);
      assertThat(joined(batch)).filteredOn(Reply::isLive).hasSizeBetween(2, 6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/chat, detail",
    "/v1/chat/completions, error",
    "/v1/messages, error",
    "/model/claude-haiku/converse, message"
  })
  void a_wrong_priority_is_told_in_the_words_of_each_protocol(String path, String member) {
    try (var gateway = RunningGateway.with()) {
      Reply reply = gateway.callLater(path, "{}", "x-bactrian-priority", "urgent").join();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body().path(member).toString()).contains("interactive or batch");
    }
  }
}
