package io.bactrian.scenario;

import static io.bactrian.scenario.MessageFlow.APOLOGIES;
import static io.bactrian.scenario.MessageFlow.REQUESTS;
import static io.bactrian.scenario.MessageFlow.json;
import static io.bactrian.scenario.MessageFlow.reply;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.Messages;
import io.bactrian.queue.Disposition;
import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.QueueReply;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of good messages when targets, or the gateway itself, are not well. */
@Timeout(90)
class MessageOutcomesTest {

  private static final int MOST = 3;
  private static final Duration FIRST = Duration.ofSeconds(30);

  private final MessageFlow flow =
      MessageFlow.with(
          "bactrian.queue.redelivery.most", "" + MOST,
          // One place for batch work.
          "bactrian.admission.max-in-flight", "2",
          "bactrian.admission.max-wait", "100ms",
          // One call's failures open nothing; what is open stays so.
          "bactrian.breaker.minimum-calls", "6",
          "bactrian.breaker.open-duration", "10m");

  @AfterEach
  void every_place_is_given_back() {
    assertThat(flow.inFlight()).isZero();
    flow.close();
  }

  private static QueueMessage question(String queue, String id, String... properties) {
    return Messages.of(queue, id, "{\"content\":\"Why is it " + id + "?\"}", properties);
  }

  private void kill() {
    flow.gateway.set(Fault.exception(FaultKind.INTERNAL));
  }

  /** Until no target may be asked any more. */
  private void killForLong() {
    kill();
    await()
        .atMost(PATIENCE)
        .until(() -> flow.deliver(question(REQUESTS, "dead")) instanceof Disposition.PutBack);
  }

  private void beforePlanning(Processor processor) throws Exception {
    AdviceWith.adviceWith(
        flow.gateway.context(),
        "chat",
        route -> route.weaveById("plan").before().process(processor).id("provoke"));
  }

  private void stopProvoking() throws Exception {
    AdviceWith.adviceWith(
        flow.gateway.context(), "chat", route -> route.weaveById("provoke").remove());
  }

  @Test
  void work_that_no_target_could_do_comes_again_with_growing_delay_until_it_is_dead() {
    kill();
    QueueMessage message = question(REQUESTS, "1");

    assertThat(flow.deliver(message)).isEqualTo(new Disposition.PutOff(FIRST));
    assertThat(flow.gateway.received()).isPositive();
    flow.gateway.heal();
    assertThat(flow.reply(Messages.putOff(message, 1)).status()).isEqualTo(200);

    kill();
    assertThat(flow.deliver(Messages.putOff(question(REQUESTS, "2"), MOST)))
        .isEqualTo(
            new Disposition.DeadLetter(
                "put off " + MOST + " times, and still no target could answer"));
    flow.awaitSettled(REQUESTS, "put-off", 1);
    flow.awaitSettled(REQUESTS, "answered", 1);
    flow.awaitSettled(REQUESTS, "dead-lettered", 1);
  }

  @Test
  void work_that_would_come_again_too_late_gets_the_apology() {
    kill();
    var soon = Messages.expiring(question(REQUESTS, "soon"), Instant.now().plus(FIRST));
    assertThat(flow.reply(soon).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({"chat, content", "generate, prompt"})
  void a_queue_may_have_apologies_sent_and_they_are_not_told_again(String api, String field) {
    kill();
    String body = "{\"" + field + "\":\"Why?\"}";
    var message = Messages.of(APOLOGIES, "1", body, "api", api, "idempotency_key", "k");
    assertThat(flow.reply(message).properties()).containsKey("bactrian_degraded");

    flow.gateway.heal();
    assertThat(flow.reply(message).properties()).doesNotContainKey("bactrian_degraded");
  }

  @Test
  void while_nobody_may_be_asked_a_message_is_put_back_without_being_counted() {
    killForLong();
    long before = flow.gateway.received();
    for (int i = 0; i < 2 * MOST; i++) {
      assertThat(flow.deliver(question(REQUESTS, "waiting")))
          .isEqualTo(new Disposition.PutBack(FIRST));
    }
    assertThat(flow.gateway.received()).isEqualTo(before);
    assertThat(flow.reply(question(APOLOGIES, "not waiting")).status()).isEqualTo(503);
  }

  @Test
  void what_fails_in_the_gateway_itself_comes_again_until_it_is_dead() throws Exception {
    beforePlanning(
        exchange -> {
          throw new IllegalStateException("provoked");
        });
    QueueMessage message = question(REQUESTS, "1");

    assertThat(flow.deliver(message)).isEqualTo(new Disposition.PutOff(FIRST));
    assertThat(flow.deliver(Messages.putOff(message, 2)))
        .isEqualTo(new Disposition.PutOff(FIRST.multipliedBy(4)));
    assertThat(flow.deliver(Messages.putOff(message, MOST)))
        .isEqualTo(
            new Disposition.DeadLetter("put off " + MOST + " times, and still the gateway failed"));
    var soon = Messages.expiring(message, Instant.now().plus(FIRST));
    assertThat(json(flow.reply(soon)).path("detail").asText()).doesNotContain("provoked");

    stopProvoking();
    assertThat(flow.reply(message).status()).isEqualTo(200);
  }

  @Test
  void every_attempt_and_every_call_is_counted_once() {
    flow.gateway.set(Fault.exception(FaultKind.INTERNAL).in(RunningGateway.EAST).times(1));
    for (int i = 0; i < 4; i++) {
      assertThat(flow.reply(question(REQUESTS, "" + i)).status()).isEqualTo(200);
    }
    flow.awaitSettled(REQUESTS, "answered", 4);
    MetricsPage page = flow.gateway.metrics();
    assertThat(page.sum("gateway_requests_total")).isEqualTo(4);
    assertThat(page.sum("gateway_attempts_total")).isEqualTo(flow.gateway.received());
    assertThat(page.sum("gateway_queue_age_seconds_count")).isEqualTo(4);
  }

  @Test
  void work_that_was_done_is_not_done_again_and_its_reply_is_told_again() {
    QueueReply first = flow.reply(question(REQUESTS, "1", "idempotency_key", "k"));
    var sentAgain = Messages.of(REQUESTS, "2", "{\"content\":\"Why is it 1?\"}");
    var sameKey =
        Messages.of(REQUESTS, "2", "{\"content\":\"Why is it 1?\"}", "idempotency_key", "k");
    QueueReply second = flow.reply(sameKey);

    assertThat(flow.gateway.received()).isEqualTo(1);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.allProperties()).isEqualTo(first.allProperties());
    flow.awaitSettled(REQUESTS, "repeated", 1);

    QueueReply other = flow.reply(question(REQUESTS, "3", "idempotency_key", "k"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(json(other).path("detail").asText()).contains("idempotency_key was used before");
    assertThat(flow.gateway.received()).isEqualTo(1);
    assertThat(flow.reply(sentAgain).status()).isEqualTo(200);
    assertThat(flow.gateway.received()).isEqualTo(2);
  }

  @Test
  void a_message_that_the_broker_delivers_again_gets_the_reply_that_it_had() {
    QueueReply first = flow.reply(question(REQUESTS, "1"));
    assertThat(flow.reply(question(REQUESTS, "1")).body()).isEqualTo(first.body());
    assertThat(flow.gateway.received()).isEqualTo(1);
  }

  @Test
  void work_that_is_being_done_and_work_without_a_place_is_put_back() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    beforePlanning(
        exchange -> {
          begun.countDown();
          end.await();
        });
    var message = question(REQUESTS, "1", "idempotency_key", "k");
    // Not on the common pool, which the HTTP client of the test needs.
    var working =
        CompletableFuture.supplyAsync(
            () -> flow.deliver(message), task -> Thread.ofPlatform().start(task));
    begun.await();

    assertThat(flow.inFlight()).isEqualTo(1);
    var again =
        Messages.of(REQUESTS, "2", "{\"content\":\"Why is it 1?\"}", "idempotency_key", "k");
    assertThat(flow.deliver(again)).isEqualTo(new Disposition.PutBack(Duration.ofSeconds(2)));
    assertThat(flow.deliver(question(REQUESTS, "3")))
        .isEqualTo(new Disposition.PutBack(Duration.ofSeconds(5)));
    assertThat(flow.inFlight()).isEqualTo(1);

    end.countDown();
    assertThat(reply(working.get()).status()).isEqualTo(200);
    assertThat(flow.deliver(again)).isInstanceOf(Disposition.Answer.class);
    assertThat(flow.gateway.received()).isEqualTo(1);
  }
}
