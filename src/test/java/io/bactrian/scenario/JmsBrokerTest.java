package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.PROMPT;
import static io.bactrian.scenario.JmsGateway.REPLIES;
import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.ArtemisProcess;
import io.bactrian.fixture.CapturedLog;
import io.bactrian.fixture.JmsClient;
import io.bactrian.queue.jms.BrokerWatch;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker outside of the gateway, which comes and goes. */
@Timeout(240)
class JmsBrokerTest {

  private static final int FEW = 10;
  private static final int MESSAGES = 150;

  @TempDir static Path directory;

  private static ArtemisProcess broker;

  /** One for all tests; each leaves it running and without messages. */
  @BeforeAll
  static void start() {
    broker = ArtemisProcess.at(directory);
    broker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static RunningGateway gateway() {
    return RunningGateway.with(
        "bactrian.jms.queues", REQUESTS, "bactrian.jms.broker", broker.url());
  }

  @Test
  void a_gateway_starts_without_its_broker_and_works_as_soon_as_it_comes() throws Exception {
    broker.kill();
    try (var log = CapturedLog.of(BrokerWatch.class.getName());
        var gateway = gateway()) {
      assertThat(gateway.chat("Hello").isLive()).isTrue();
      broker.start();
      try (var ledger = new MessageLedger(broker.url())) {
        ledger.send(FEW);
        ledger.awaitAnswered(FEW, PATIENCE);
      }
      // The consumers may be back before the watch looks again.
      await().atMost(PATIENCE).until(() -> log.lines().size() > 1);
      assertThat(log.lines())
          .satisfiesExactly(
              lost -> assertThat(lost).contains("is not reachable"),
              back -> assertThat(back).startsWith("Connected to"));
    }
  }

  @Test
  void a_connection_factory_that_is_named_is_used() throws Exception {
    try (var gateway =
            RunningGateway.with(
                "bactrian.jms.queues",
                REQUESTS,
                "bactrian.jms.broker",
                broker.url(),
                "bactrian.jms.connection-factory",
                ActiveMQConnectionFactory.class.getName(),
                "bactrian.jms.user",
                "somebody",
                "bactrian.jms.password",
                "known");
        var ledger = new MessageLedger(broker.url())) {
      assertThat(gateway.chat("Hello").isLive()).isTrue();
      ledger.send(FEW);
      ledger.awaitAnswered(FEW, PATIENCE);
    }
  }

  @Test
  void an_embedded_broker_with_a_user_lets_in_nobody_else(@TempDir Path journal) throws Exception {
    String url = "tcp://127.0.0.1:" + FreePorts.next();
    try (var gateway =
            RunningGateway.with(
                "bactrian.jms.queues",
                REQUESTS,
                "bactrian.jms.embedded.port",
                url.substring(url.lastIndexOf(':') + 1),
                "bactrian.jms.embedded.directory",
                journal.toString(),
                "bactrian.jms.user",
                "somebody",
                "bactrian.jms.password",
                "known");
        var ledger = new MessageLedger(url + "?user=somebody&password=known")) {
      assertThat(gateway.chat("Hello").isLive()).isTrue();
      ledger.send(FEW);
      ledger.awaitAnswered(FEW, PATIENCE);
      assertThatThrownBy(() -> JmsClient.at(url)).isInstanceOf(JMSSecurityException.class);
      assertThatThrownBy(() -> JmsClient.at(url + "?user=somebody&password=guessed"))
          .isInstanceOf(JMSSecurityException.class);
    }
  }

  @Test
  void a_message_that_was_delivered_too_often_is_refused() throws Exception {
    try (JmsClient client = JmsClient.at(broker.url())) {
      client.send(REQUESTS, client.text(PROMPT, Map.of()));
      client.deliverInVain(REQUESTS, 3);
      try (var gateway =
          RunningGateway.with(
              "bactrian.jms.queues",
              REQUESTS,
              "bactrian.jms.broker",
              broker.url(),
              "bactrian.jms.max-deliveries",
              "3")) {
        TextMessage reply = client.receive(REPLIES);
        assertThat(reply.getText()).contains("delivered 4 times").contains("allowed are 3");
        assertThat(gateway.received()).isZero();
      }
    }
  }

  @Test
  void nothing_is_lost_when_the_broker_dies_under_load_and_comes_back() throws Exception {
    try (var log = CapturedLog.of(BrokerWatch.class.getName())) {
      try (var gateway = gateway();
          var ledger = new MessageLedger(broker.url())) {
        Thread sending = Thread.ofVirtual().start(() -> ledger.send(MESSAGES));
        ledger.awaitAnswered(MESSAGES / 5, PATIENCE);
        broker.kill();
        assertThat(gateway.chat("Hello").isLive()).isTrue();
        broker.start();
        ledger.awaitAnswered(MESSAGES, PATIENCE);
        sending.join();
        assertThat(ledger.totals())
            .isEqualTo(new MessageLedger.Totals(MESSAGES, MESSAGES, MESSAGES, 0));
      }
      assertThat(log.lines()).filteredOn(line -> line.contains("not reachable")).hasSize(1);
      assertThat(log.lines()).filteredOn(line -> line.startsWith("Connected to")).hasSize(2);
    }
  }
}
