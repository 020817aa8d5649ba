package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.SqsTalk.PROMPTS;
import static io.bactrian.scenario.SqsTalk.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.CapturedLog;
import io.bactrian.fixture.ElasticMq;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SQS that is not there, and targets that are not. */
@Timeout(300)
class SqsOutageTest {

  private static final String WATCH = "io.bactrian.queue.sqs.QueueWatch";
  private static final String CONSUMERS = "io.bactrian.queue.sqs.ConsumerExceptions";
  private static final int MESSAGES = 8;

  @Test
  void without_sqs_the_gateway_serves_http_and_polls_when_it_comes_back() {
    // The later one sets back the level of the earlier one, of which warnings are enough.
    try (var consumers = CapturedLog.of(CONSUMERS);
        var log = CapturedLog.of(WATCH);
        var server = ElasticMq.absent();
        var talk = new SqsTalk(server);
        var gateway = RunningGateway.with(talk.settings())) {
      awaitLine(log, 1, "cannot be polled");
      assertThat(gateway.chat("without SQS").isLive()).isTrue();
      assertThat(gateway.readiness()).isEqualTo(200);

      server.run();
      talk.makeQueues();
      assertAnswered(talk, "first");
      awaitLine(log, 2, "can be polled again");

      server.stop();
      awaitLine(log, 3, "cannot be polled");
      assertThat(gateway.chat("without SQS again").isLive()).isTrue();
      assertThat(gateway.readiness()).isEqualTo(200);

      server.run();
      talk.makeQueues();
      assertAnswered(talk, "second");
      awaitLine(log, 4, "can be polled again");
      assertThat(log.events()).filteredOn(event -> event.getThrown() != null).isEmpty();
      assertThat(consumers.events()).filteredOn(event -> event.getThrown() != null).isEmpty();
    }
  }

  @Test
  void what_no_target_could_do_comes_again_and_is_answered() {
    try (var server = ElasticMq.start();
        var talk = new SqsTalk(server).makeQueues();
        var gateway =
            RunningGateway.with(
                talk.settings(
                    "bactrian.queue.redelivery.first-delay", "1s",
                    "bactrian.queue.redelivery.longest-delay", "2s",
                    "bactrian.breaker.open-duration", "1s"))) {
      gateway.set(Fault.exception(FaultKind.INTERNAL));
      Set<String> sent = new HashSet<>();
      for (int i = 0; i < MESSAGES; i++) {
        String id = "m" + i;
        talk.send(PROMPTS, "{\"content\":\"question " + i + "\"}", "CorrelationId", id);
        sent.add(id);
      }
      await()
          .atMost(PATIENCE)
          .until(
              () -> gateway.metrics().sum("gateway_queue_messages_total", "queue=\"prompts\"") > 0);

      gateway.heal();

      Set<String> answered = new HashSet<>();
      for (SqsTalk.Received reply : talk.next(REPLIES, MESSAGES)) {
        assertThat(reply.status()).isEqualTo("200");
        answered.add(reply.correlationId());
      }
      assertThat(answered).isEqualTo(sent);
      await().atMost(PATIENCE).until(() -> talk.isEmpty(PROMPTS));
      assertThat(talk.isEmpty(REPLIES)).isTrue();
      assertThat(talk.isEmpty(SqsTalk.DEAD)).isTrue();
    }
  }

  private static void assertAnswered(SqsTalk talk, String question) {
    talk.send(PROMPTS, "{\"content\":\"" + question + "\"}", "CorrelationId", question);
    assertThat(talk.next(REPLIES).correlationId()).isEqualTo(question);
  }

  private static void awaitLine(CapturedLog log, int number, String words) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.lines()).hasSize(number));
    assertThat(log.lines().get(number - 1)).contains("SQS queue prompts").contains(words);
  }
}
