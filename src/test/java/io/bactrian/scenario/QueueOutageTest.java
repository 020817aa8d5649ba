package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of waiting messages while no target is usable, with a real broker. */
@Timeout(240)
final class QueueOutageTest {

  private static final int MESSAGES = 200;

  @TempDir private Path directory;

  @Test
  void messages_wait_at_the_broker_and_are_all_answered_after_the_recovery() throws JMSException {
    QueueOutage.Ledger ledger = QueueOutage.run(directory, MESSAGES);
    assertThat(ledger.answered()).as(ledger.toString()).isEqualTo(MESSAGES);
    assertThat(ledger.replies()).as(ledger.toString()).isEqualTo(MESSAGES);
    assertThat(ledger.deadLettered()).isZero();
    assertThat(ledger.mostDeliveries()).isLessThanOrEqualTo(2);
  }

  @Test
  void what_an_operator_paused_stays_paused_when_the_targets_recover() throws Exception {
    try (JmsGateway jms =
        JmsGateway.start(
            directory,
            "bactrian.breaker.open-duration",
            "1s",
            "bactrian.breaker.open-duration-max",
            "1s")) {
      RunningGateway gateway = jms.gateway();
      var board = new QueueBoard(gateway);
      gateway.post("/queues/requests/pause");
      board.awaitState("requests", "paused");
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
      gateway.chatInTurn(10);
      board.awaitState("retry", "paused");
      assertThat(board.queue("retry").at("/paused/reason").asText()).isEqualTo("no-usable-target");
      jms.client().send("requests", jms.client().text(JmsGateway.PROMPT, Map.of()));
      gateway.heal();
      board.awaitState("retry", "running");
      assertThat(board.queue("requests").at("/paused/reason").asText()).isEqualTo("operator");
      assertThat(jms.client().waiting("requests")).hasSize(1);

      gateway.post("/queues/requests/resume");
      assertThat(JmsGateway.status(jms.client().receive(JmsGateway.REPLIES))).isEqualTo("200");
    }
  }

  @Test
  void a_route_that_was_suspended_through_camel_is_an_operator_s_pause() throws Exception {
    try (JmsGateway jms = JmsGateway.start(directory)) {
      RunningGateway gateway = jms.gateway();
      var board = new QueueBoard(gateway);
      gateway.context().getRouteController().suspendRoute("jms-requests");
      board.awaitState("requests", "paused");
      assertThat(board.queue("requests").at("/paused/by").asText()).isEqualTo("jmx");
      jms.client().send("requests", jms.client().text(JmsGateway.PROMPT, Map.of()));
      gateway.post("/queues/requests/resume");
      assertThat(JmsGateway.status(jms.client().receive(JmsGateway.REPLIES))).isEqualTo("200");
      board.awaitState("requests", "running");
      await("what is told of it")
          .atMost(RunningGateway.PATIENCE)
          .until(
              () ->
                  board.queue("requests").path("broker_reachable").asBoolean()
                      && board.queue("requests").at("/messages/answered").asInt() == 1);
    }
  }
}
