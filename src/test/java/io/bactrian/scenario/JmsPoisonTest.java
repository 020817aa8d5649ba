package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.DEAD;
import static io.bactrian.scenario.JmsGateway.PROMPT;
import static io.bactrian.scenario.JmsGateway.REPLIES;
import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static io.bactrian.scenario.JmsGateway.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.JmsClient;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that nobody can do, among others. */
@Timeout(180)
class JmsPoisonTest {

  private static final int MESSAGES = 1_000;
  private static final int EVERY = 20;

  @TempDir Path directory;

  @Test
  void the_good_are_answered_and_the_bad_refused() throws JMSException {
    try (JmsGateway gateway = JmsGateway.start(directory)) {
      JmsClient client = gateway.client();
      List<TextMessage> messages = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        String body = i % EVERY == 0 ? "{\"content\":" : "{\"content\":\"Question " + i + "\"}";
        TextMessage message = client.text(body, Map.of());
        message.setJMSCorrelationID(Integer.toString(i));
        messages.add(message);
      }
      client.sendAll(REQUESTS, messages);
      Map<String, String> statuses = new HashMap<>();
      for (Message reply : client.receive(client.session().createQueue(REPLIES), MESSAGES)) {
        statuses.put(reply.getJMSCorrelationID(), status((TextMessage) reply));
      }
      assertThat(statuses).hasSize(MESSAGES);
      assertThat(statuses)
          .allSatisfy(
              (id, status) ->
                  assertThat(status).isEqualTo(Integer.parseInt(id) % EVERY == 0 ? "400" : "200"));
      assertThat(client.waiting(REPLIES)).isEmpty();
      assertThat(client.waiting(DEAD)).isEmpty();
    }
  }

  @Test
  void without_any_address_for_a_reply_they_are_dead_letters_with_the_reason() throws JMSException {
    try (JmsGateway gateway = JmsGateway.start(directory, "bactrian.jms.reply-queue", "none")) {
      JmsClient client = gateway.client();
      client.send(REQUESTS, client.text("{\"content\":", Map.of("mine", 17)));
      Message dead = client.receiveAny(client.session().createQueue(DEAD));
      assertThat(dead.getStringProperty("bactrian_reason")).contains("JSON");
      assertThat(dead.getStringProperty("bactrian_queue")).isEqualTo(REQUESTS);
      assertThat(dead.getIntProperty("mine")).isEqualTo(17);
      assertThat(dead.getBody(String.class)).isEqualTo("{\"content\":");

      client.send(REQUESTS, client.session().createObjectMessage("as it was"));
      Message object = client.receiveAny(client.session().createQueue(DEAD));
      assertThat(object.getBody(String.class)).isEqualTo("as it was");

      client.send(REQUESTS, client.text(PROMPT, Map.of("_AMQ_DUPL_ID", "theirs")));
      Message unanswerable = client.receiveAny(client.session().createQueue(DEAD));
      assertThat(unanswerable.getStringProperty("bactrian_reason")).contains("no reply address");
      assertThat(unanswerable.propertyExists("_AMQ_DUPL_ID")).isFalse();
    }
  }
}
