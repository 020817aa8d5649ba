package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.DEAD;
import static io.bactrian.scenario.JmsGateway.PROMPT;
import static io.bactrian.scenario.JmsGateway.REPLIES;
import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.JmsGateway.status;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.JmsClient;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work that no target can do now is done later. */
@Timeout(180)
class JmsRedeliveryTest {

  private static final int MESSAGES = 20;

  @TempDir Path directory;

  private static double came(JmsGateway gateway, String result) {
    return gateway
        .gateway()
        .metrics()
        .sum("gateway_queue_messages_total", "result=\"" + result + "\"");
  }

  @Test
  void messages_come_again_until_a_target_can_answer_them() throws JMSException {
    try (JmsGateway gateway =
        JmsGateway.start(
            directory,
            "bactrian.queue.redelivery.first-delay",
            "1s",
            "bactrian.queue.redelivery.longest-delay",
            "2s",
            "bactrian.breaker.open-duration",
            "100ms",
            "bactrian.breaker.open-duration-max",
            "100ms")) {
      gateway.gateway().set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
      JmsClient client = gateway.client();
      Queue replies = client.session().createTemporaryQueue();
      List<TextMessage> messages = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        TextMessage message = client.text(PROMPT.replace("?", " " + i), Map.of());
        message.setJMSReplyTo(replies);
        message.setJMSCorrelationID("work-" + i);
        messages.add(message);
      }
      client.sendAll(REQUESTS, messages);
      await("messages that are put off")
          .atMost(PATIENCE)
          .until(() -> came(gateway, "put-off") + came(gateway, "put-back") >= 3);
      gateway.gateway().heal();

      Set<String> answered = new HashSet<>();
      for (Message reply : client.receive(replies, MESSAGES)) {
        assertThat(status((TextMessage) reply)).isEqualTo("200");
        answered.add(reply.getJMSCorrelationID());
      }
      assertThat(answered).hasSize(MESSAGES);
      assertThat(client.waiting(REPLIES)).isEmpty();
      assertThat(client.waiting(DEAD)).isEmpty();
    }
  }
}
