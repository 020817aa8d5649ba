package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.DEAD;
import static io.bactrian.scenario.JmsGateway.PROMPT;
import static io.bactrian.scenario.JmsGateway.REPLIES;
import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.JmsGateway.json;
import static io.bactrian.scenario.JmsGateway.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.JmsClient;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a producer writes into a message, it gets an answer or an error, and nothing else. */
@Timeout(120)
class JmsHostileMessagesTest {

  private static final int LIMIT = 4_096;

  @TempDir static Path directory;

  private static JmsGateway gateway;
  private static JmsClient client;

  /** Tells whether anybody has read it. */
  static final class Trap implements Serializable {

    private static final AtomicInteger SPRUNG = new AtomicInteger();
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      SPRUNG.incrementAndGet();
    }
  }

  @BeforeAll
  static void start() throws JMSException {
    gateway =
        JmsGateway.start(
            directory,
            "bactrian.jms.reply-addresses",
            "temporary,*",
            "bactrian.queue.max-message-bytes",
            Integer.toString(LIMIT));
    client = gateway.client();
  }

  @AfterAll
  static void stop() throws JMSException {
    gateway.close();
  }

  @Test
  void properties_that_are_headers_of_camel_change_nothing() throws JMSException {
    Map<String, String> injected = new HashMap<>();
    for (String prefix : List.of("Camel", "CAmel", "camel", "CAMEL")) {
      injected.put(prefix + "AwsBedrockOperation", "invokeTextModel");
      injected.put(prefix + "AwsBedrockModelId", "other");
      injected.put(prefix + "JmsDestinationName", "stolen");
      injected.put(prefix + "JmsDestination", "stolen");
      injected.put(prefix + "HttpUri", "http://127.0.0.1:1/");
      injected.put(prefix + "RoutingSlipEndpoint", "jms:queue:stolen");
    }
    injected.put("API", "generate");
    injected.put("bactrian_redeliveries", "1000");
    injected.put("bactrian_message_id", "ID:forged");

    TextMessage message = client.text(PROMPT, injected);
    TextMessage reply = client.ask(REQUESTS, message);

    assertThat(status(reply)).isEqualTo("200");
    assertThat(json(reply).path("response").asText()).isNotEmpty();
    assertThat(reply.getStringProperty("_AMQ_DUPL_ID"))
        .isEqualTo(message.getJMSMessageID() + "-reply");
    assertThat(client.waiting("stolen")).isEmpty();
  }

  static Stream<Destination> forgedAddresses() {
    return Stream.of(
        ActiveMQDestination.createQueue(REQUESTS),
        ActiveMQDestination.createQueue("bactrian.retry"),
        ActiveMQDestination.createQueue(DEAD),
        ActiveMQDestination.createQueue("any::" + REQUESTS),
        ActiveMQDestination.createTemporaryQueue(REQUESTS),
        ActiveMQDestination.createTemporaryQueue("orders"),
        ActiveMQDestination.createTopic("news"));
  }

  @ParameterizedTest
  @MethodSource("forgedAddresses")
  void a_forged_reply_address_is_ignored(Destination forged) throws JMSException {
    TextMessage message = client.text(PROMPT, Map.of());
    message.setJMSReplyTo(forged);
    client.send(REQUESTS, message);
    TextMessage reply = client.receive(REPLIES);
    assertThat(reply.getJMSCorrelationID()).isEqualTo(message.getJMSMessageID());
    assertThat(status(reply)).isEqualTo("200");
  }

  @Test
  void an_object_is_refused_without_being_read() throws JMSException {
    TextMessage reply = client.ask(REQUESTS, client.session().createObjectMessage(new Trap()));
    assertRefused(reply, "ObjectMessage; allowed: TextMessage, BytesMessage");
    assertThat(Trap.SPRUNG).hasValue(0);
  }

  @Test
  void maps_streams_and_nothing_are_refused() throws JMSException {
    MapMessage map = client.session().createMapMessage();
    map.setString("content", "Hi");
    assertRefused(client.ask(REQUESTS, map), "MapMessage");
    StreamMessage stream = client.session().createStreamMessage();
    stream.writeString("Hi");
    assertRefused(client.ask(REQUESTS, stream), "StreamMessage");
    Message nothing = client.session().createMessage();
    assertRefused(client.ask(REQUESTS, nothing), "without a body");
  }

  @Test
  void what_is_too_large_is_refused_as_bytes_and_as_text() throws JMSException {
    BytesMessage bytes = client.session().createBytesMessage();
    bytes.writeBytes(new byte[LIMIT + 1]);
    assertRefused(client.ask(REQUESTS, bytes), "4097 bytes; allowed are at most 4096");
    TextMessage text = client.text(" ".repeat(LIMIT + 1), Map.of());
    assertRefused(client.ask(REQUESTS, text), "4097 bytes; allowed are at most 4096");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api      | soap    | chat, converse, generate, openai",
        "deadline | soon    | ISO 8601",
        "geo      | the sea | geo"
      })
  void a_property_with_a_wrong_value_is_named(String name, String value, String allowed)
      throws JMSException {
    assertRefused(client.ask(REQUESTS, client.text(PROMPT, Map.of(name, value))), allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"content\":", "[]", "''", "{\"stream\":true}"})
  void what_is_no_call_is_refused(String body) throws JMSException {
    assertRefused(client.ask(REQUESTS, client.text(body, Map.of())), "");
  }

  private static void assertRefused(TextMessage reply, String reason) throws JMSException {
    assertThat(status(reply)).as(reply.getText()).isEqualTo("400");
    assertThat(reply.getText()).contains(reason);
  }
}
