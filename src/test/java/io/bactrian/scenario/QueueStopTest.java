package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.ArtemisProcess;
import io.bactrian.fixture.JmsClient;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway leaves at the broker when it is told to stop. */
@Timeout(180)
final class QueueStopTest {

  private static final int CONSUMERS = 4;
  private static final int MESSAGES = 16;

  @TempDir private Path directory;

  @Test
  void what_is_in_flight_is_answered_and_what_waits_is_left_to_others() throws JMSException {
    try (var broker = ArtemisProcess.at(directory)) {
      broker.start();
      try (JmsClient client = JmsClient.at(broker.url());
          var gateway =
              RunningGateway.with(
                  "bactrian.jms.queues",
                  JmsGateway.REQUESTS,
                  "bactrian.jms.broker",
                  broker.url(),
                  "bactrian.jms.consumers",
                  Integer.toString(CONSUMERS),
                  "bactrian.simulator.latency",
                  "2s")) {
        for (int i = 0; i < MESSAGES; i++) {
          String question = "{\"content\":\"question " + i + "\"}";
          client.send(JmsGateway.REQUESTS, client.text(question, Map.of()));
        }
        await().atMost(RunningGateway.PATIENCE).until(() -> gateway.received() >= CONSUMERS);

        gateway.stop();

        int answered = client.waiting(JmsGateway.REPLIES).size();
        List<Message> left = client.waiting(JmsGateway.REQUESTS);
        assertThat(answered).isBetween(CONSUMERS, MESSAGES - 1);
        assertThat(left).hasSize(MESSAGES - answered);
        for (Message message : left) {
          assertThat(message.getIntProperty("JMSXDeliveryCount")).isLessThanOrEqualTo(1);
        }
      }
    }
  }
}
