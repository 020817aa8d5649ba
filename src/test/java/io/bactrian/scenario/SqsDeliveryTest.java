package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.SqsTalk.PROMPTS;
import static io.bactrian.scenario.SqsTalk.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.ElasticMq;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How messages of SQS are delivered: in order, and not twice. */
@Timeout(240)
class SqsDeliveryTest {

  private static final String ORDERS = "orders.fifo";
  private static final String ANSWERS = "answers-orders.fifo";
  private static final int EACH = 5;

  private static ElasticMq server;
  private static SqsTalk talk;

  @BeforeAll
  static void start() {
    server = ElasticMq.start();
    talk = new SqsTalk(server).makeQueues();
    List.of(ORDERS, ANSWERS).forEach(talk::make);
  }

  @AfterAll
  static void stop() {
    talk.close();
    server.close();
  }

  /** Longer than the visibility timeout, which is ten seconds. */
  @Test
  void a_message_that_is_worked_on_for_long_is_nobody_else_s() {
    try (var gateway =
        RunningGateway.with(talk.settings("bactrian.failover.call-timeout", "25s"))) {
      gateway.set(Fault.latency(Duration.ofSeconds(13)));
      talk.send(PROMPTS, "{\"content\":\"a long question\"}");

      assertThat(talk.next(REPLIES).status()).isEqualTo("200");

      await().atMost(PATIENCE).until(() -> talk.isEmpty(PROMPTS));
      assertThat(talk.isEmpty(REPLIES)).isTrue();
      assertThat(gateway.received()).isEqualTo(1);
    }
  }

  @Test
  void a_gateway_that_stops_answers_what_it_has_begun() {
    try (var gateway = RunningGateway.with(talk.settings())) {
      gateway.set(Fault.latency(Duration.ofSeconds(2)));
      talk.send(PROMPTS, "{\"content\":\"the last question\"}");
      await().atMost(PATIENCE).until(() -> gateway.received() == 1);

      gateway.stop();

      assertThat(talk.next(REPLIES).status()).isEqualTo("200");
      assertThat(talk.isEmpty(PROMPTS)).isTrue();
    }
  }

  /** Also those of which the first had to come again. */
  @Test
  void messages_of_a_group_are_answered_in_their_order() {
    try (var gateway =
        RunningGateway.with(
            talk.settings(
                "bactrian.sqs.queue.prompts.url", server.queueUrl(ORDERS),
                "bactrian.sqs.reply-queue-url", server.queueUrl(ANSWERS),
                "bactrian.queue.redelivery.first-delay", "1s",
                "bactrian.queue.redelivery.longest-delay", "1s",
                "bactrian.failover.max-attempts", "1"))) {
      gateway.set(Fault.exception(FaultKind.VALIDATION).in(EAST).times(1));
      for (int i = 0; i < EACH; i++) {
        for (String group : List.of("a", "b")) {
          talk.sendInGroup(ORDERS, group, group + i, "{\"content\":\"" + group + i + "\"}");
        }
      }

      List<String> answered =
          talk.next(ANSWERS, 2 * EACH).stream().map(SqsTalk.Received::correlationId).toList();

      for (String group : List.of("a", "b")) {
        assertThat(answered)
            .filteredOn(id -> id.startsWith(group))
            .isEqualTo(IntStream.range(0, EACH).mapToObj(i -> group + i).toList());
      }
    }
  }
}
