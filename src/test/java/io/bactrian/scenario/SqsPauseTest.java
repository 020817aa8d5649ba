package io.bactrian.scenario;

import static io.bactrian.scenario.SqsTalk.DEAD;
import static io.bactrian.scenario.SqsTalk.PROMPTS;
import static io.bactrian.scenario.SqsTalk.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.fixture.ElasticMq;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of messages of SQS that wait while no target is usable. */
@Timeout(180)
final class SqsPauseTest {

  private static final int MESSAGES = 40;
  private static final int FAILED_PROBES = 3;

  private static ElasticMq server;

  private SqsTalk talk;
  private RunningGateway gateway;

  @BeforeAll
  static void startServer() {
    server = ElasticMq.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() {
    talk = new SqsTalk(server).makeQueues();
    gateway =
        RunningGateway.with(
            talk.settings(
                "bactrian.breaker.open-duration",
                "1s",
                "bactrian.breaker.open-duration-max",
                "1s",
                "bactrian.queue.redelivery.first-delay",
                "1s"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    talk.close();
  }

  private JsonNode queue() {
    return new QueueBoard(gateway).queue(PROMPTS);
  }

  private void awaitState(String state) {
    new QueueBoard(gateway).awaitState(PROMPTS, state);
  }

  private void send() {
    for (int i = 0; i < MESSAGES; i++) {
      talk.send(PROMPTS, "{\"content\":\"question " + i + "\"}");
    }
  }

  private void assertAllAnswered() {
    List<SqsTalk.Received> replies = talk.next(REPLIES, MESSAGES);
    assertThat(replies).extracting(SqsTalk.Received::status).containsOnly("200");
    assertThat(replies).extracting(SqsTalk.Received::correlationId).doesNotHaveDuplicates();
    await().atMost(RunningGateway.PATIENCE).until(() -> talk.isEmpty(PROMPTS));
    assertThat(talk.isEmpty(DEAD)).isTrue();
  }

  /** Only a poll that was under way can still bring a message. */
  @Test
  void messages_wait_in_the_queue_and_are_answered_after_the_recovery() {
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    gateway.chatInTurn(10);
    awaitState("paused");
    send();
    long asked = gateway.received();
    await("probes in vain")
        .atMost(RunningGateway.PATIENCE)
        .until(() -> gateway.received() >= asked + FAILED_PROBES);
    JsonNode messages = queue().path("messages");
    assertThat(messages.path("put_back").asInt() + messages.path("put_off").asInt())
        .as(messages.toString())
        .isLessThanOrEqualTo(queue().path("consumers").asInt());
    gateway.heal();
    assertAllAnswered();
  }

  @Test
  void a_queue_that_an_operator_paused_stays_paused() {
    gateway.post("/queues/" + PROMPTS + "/pause");
    awaitState("paused");
    send();
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    gateway.chatInTurn(10);
    gateway.heal();
    gateway.awaitState("bedrock", State.CLOSED);
    assertThat(queue().at("/paused/reason").asText()).isEqualTo("operator");
    gateway.post("/queues/" + PROMPTS + "/resume");
    assertAllAnswered();
  }
}
