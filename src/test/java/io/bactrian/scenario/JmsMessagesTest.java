package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.DEAD;
import static io.bactrian.scenario.JmsGateway.PROMPT;
import static io.bactrian.scenario.JmsGateway.REPLIES;
import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.JmsGateway.json;
import static io.bactrian.scenario.JmsGateway.status;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.JmsClient;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of a JMS client to a gateway with its embedded broker, and the replies. */
@Timeout(120)
class JmsMessagesTest {

  @TempDir static Path directory;

  private static JmsGateway gateway;
  private static JmsClient client;

  @BeforeAll
  static void start() throws JMSException {
    gateway = JmsGateway.start(directory, "bactrian.jms.reply-addresses", "temporary,replies.*");
    client = gateway.client();
  }

  @AfterAll
  static void stop() throws JMSException {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "chat     | {'content':'Hi'} | /response",
        "generate | {'prompt':'Hi','use_case':'general'} | /response",
        "openai   | {'model':'claude-haiku','messages':[{'role':'user','content':'Hi'}]}"
            + " | /choices/0/message/content",
        "converse | {'messages':[{'role':'user','content':[{'text':'Hi'}]}]}"
            + " | /output/message/content/0/text"
      })
  void a_message_is_answered_in_its_own_form(String api, String body, String text)
      throws JMSException {
    Map<String, String> properties = Map.of("api", api, "model", "claude-haiku");
    TextMessage message = client.text(body.replace('\'', '"'), properties);
    TextMessage reply = client.ask(REQUESTS, message);
    assertThat(json(reply).at(text).asText()).as(reply.getText()).isNotEmpty();
    assertThat(status(reply)).isEqualTo("200");
    assertThat(reply.getJMSCorrelationID()).isEqualTo(message.getJMSMessageID());
  }

  @Test
  void bytes_are_read_as_text_is() throws JMSException {
    BytesMessage message = client.session().createBytesMessage();
    message.writeBytes(PROMPT.getBytes(StandardCharsets.UTF_8));
    assertThat(status(client.ask(REQUESTS, message))).isEqualTo("200");
  }

  @Test
  void a_message_without_an_address_is_answered_to_the_reply_queue() throws JMSException {
    TextMessage message = client.text(PROMPT, Map.of());
    message.setJMSCorrelationID("order-17");
    try (MessageProducer producer =
        client.session().createProducer(client.session().createQueue(REQUESTS))) {
      producer.setPriority(7);
      producer.send(message);
    }
    TextMessage reply = client.receive(REPLIES);
    assertThat(reply.getJMSCorrelationID()).isEqualTo("order-17");
    assertThat(reply.getJMSPriority()).isEqualTo(7);
    assertThat(reply.getStringProperty("_AMQ_DUPL_ID"))
        .isEqualTo(message.getJMSMessageID() + "-reply");
  }

  @Test
  void an_address_on_the_list_gets_the_reply() throws JMSException {
    TextMessage message = client.text(PROMPT, Map.of());
    message.setJMSReplyTo(client.session().createQueue("replies.of-mine"));
    client.send(REQUESTS, message);
    assertThat(status(client.receive("replies.of-mine"))).isEqualTo("200");
  }

  @Test
  void a_stranger_in_the_retry_queue_is_refused() throws JMSException {
    TextMessage reply = client.ask("bactrian.retry", client.text(PROMPT, Map.of()));
    assertThat(status(reply)).isEqualTo("400");
    assertThat(reply.getText()).contains("only the gateway");
  }

  @Test
  void without_the_setting_a_stream_is_refused() throws JMSException {
    TextMessage reply =
        client.ask(REQUESTS, client.text("{\"content\":\"Hi\",\"stream\":true}", Map.of()));
    assertThat(status(reply)).isEqualTo("400");
    assertThat(reply.getText()).contains("stream must be absent or false");
  }

  @Test
  void a_deadline_that_has_passed_is_told_without_asking_anybody() throws JMSException {
    long before = gateway.gateway().received();
    TextMessage reply = client.ask(REQUESTS, client.text(PROMPT, Map.of("deadline", "1000")));
    assertThat(status(reply)).isEqualTo("504");
    assertThat(gateway.gateway().received()).isEqualTo(before);
  }

  @Test
  void a_message_with_an_expiry_is_answered_before_it() throws JMSException {
    Queue replies = client.session().createTemporaryQueue();
    TextMessage message = client.text(PROMPT, Map.of());
    message.setJMSReplyTo(replies);
    try (MessageProducer producer =
        client.session().createProducer(client.session().createQueue(REQUESTS))) {
      producer.setTimeToLive(60_000);
      producer.send(message);
    }
    TextMessage reply = client.receive(replies);
    assertThat(status(reply)).isEqualTo("200");
    assertThat(reply.getJMSExpiration()).isZero();
  }

  @Test
  void a_reply_whose_queue_is_gone_becomes_a_dead_letter() throws JMSException {
    try (JmsClient leaving = JmsClient.at(gateway.url())) {
      Session session = leaving.session();
      TextMessage message = leaving.text(PROMPT, Map.of("of", "leaving"));
      message.setJMSReplyTo(session.createTemporaryQueue());
      try (MessageProducer producer = session.createProducer(session.createQueue(REQUESTS))) {
        producer.setDeliveryDelay(500);
        producer.send(message);
      }
    }
    Message dead = client.receive(DEAD);
    assertThat(dead.getStringProperty("bactrian_reason")).contains("its reply could not be sent");
    assertThat(dead.getStringProperty("of")).isEqualTo("leaving");
    assertThat(dead.getBody(String.class)).isEqualTo(PROMPT);
  }

  @Test
  void a_reply_that_the_broker_has_already_is_not_sent_again() throws JMSException {
    Session session = client.session();
    TextMessage message = client.text(PROMPT, Map.of());
    message.setJMSReplyTo(session.createQueue("replies.once"));
    try (MessageProducer producer = session.createProducer(session.createQueue(REQUESTS))) {
      producer.setDeliveryDelay(1_000);
      producer.send(message);
    }
    String duplicateId = message.getJMSMessageID() + "-reply";
    client.send("replies.once", client.text("earlier", Map.of("_AMQ_DUPL_ID", duplicateId)));
    double repeated = settled("repeated");
    await("the second delivery").atMost(PATIENCE).until(() -> settled("repeated") > repeated);
    assertThat(client.receive("replies.once").getText()).isEqualTo("earlier");
    assertThat(client.waiting("replies.once")).isEmpty();
    assertThat(client.waiting(REQUESTS)).isEmpty();
  }

  private static double settled(String result) {
    return gateway
        .gateway()
        .metrics()
        .sum("gateway_queue_messages_total", "result=\"" + result + "\"");
  }
}
