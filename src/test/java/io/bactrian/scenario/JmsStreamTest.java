package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.fault.Fault;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that come over JMS piece by piece. */
@Timeout(120)
class JmsStreamTest {

  private static final String STREAM =
      """
      {"model":"claude-haiku","stream":true,"messages":[{"role":"user","content":"What is a camel?"}]}
      """;

  @TempDir static Path directory;

  private static JmsGateway gateway;

  private record Piece(String stream, int sequence, boolean last, String text, String status) {

    static Piece of(TextMessage message) throws JMSException {
      return new Piece(
          message.getStringProperty("bactrian_stream"),
          Integer.parseInt(message.getStringProperty("bactrian_sequence")),
          Boolean.parseBoolean(message.getStringProperty("bactrian_last")),
          message.getText(),
          message.getStringProperty("status"));
    }
  }

  @BeforeAll
  static void start() throws JMSException {
    gateway =
        JmsGateway.start(
            directory,
            "bactrian.jms.streaming",
            "true",
            "bactrian.simulator.token-pace",
            "2ms",
            "bactrian.queue.redelivery.first-delay",
            "1s");
  }

  @AfterAll
  static void stop() throws JMSException {
    gateway.close();
  }

  /** All pieces up to the last one. */
  private static List<Piece> ask() throws JMSException {
    Queue replies = gateway.client().session().createTemporaryQueue();
    TextMessage question = gateway.client().text(STREAM, Map.of("api", "openai"));
    question.setJMSReplyTo(replies);
    question.setJMSCorrelationID("talk");
    gateway.client().send(REQUESTS, question);
    List<Piece> pieces = new ArrayList<>();
    do {
      TextMessage piece = gateway.client().receive(replies);
      assertThat(piece.getJMSCorrelationID()).isEqualTo("talk");
      pieces.add(Piece.of(piece));
    } while (!pieces.getLast().last());
    return pieces;
  }

  private static String said(List<Piece> pieces) throws Exception {
    var text = new StringBuilder();
    for (Piece piece : pieces) {
      for (String line : piece.text().split("\n")) {
        if (line.startsWith("data: {")) {
          text.append(
              new ObjectMapper()
                  .readTree(line.substring(6))
                  .at("/choices/0/delta/content")
                  .asText(""));
        }
      }
    }
    return text.toString();
  }

  @Test
  void pieces_come_in_their_order_and_the_last_is_the_reply() throws Exception {
    List<Piece> pieces = ask();

    assertThat(pieces).hasSizeGreaterThan(2);
    for (int i = 0; i < pieces.size(); i++) {
      assertThat(pieces.get(i).sequence()).isEqualTo(i);
    }
    assertThat(pieces).extracting(Piece::stream).containsOnly(pieces.getFirst().stream());
    assertThat(pieces.getLast().text()).contains("data: [DONE]");
    assertThat(pieces.getLast().status()).isEqualTo("200");
    assertThat(said(pieces)).contains("What is a camel?");
  }

  @Test
  void a_stream_that_breaks_off_is_begun_anew_under_another_name() throws Exception {
    gateway.gateway().set(Fault.cutAfter(4).times(1));

    List<Piece> pieces = ask();

    String whole = pieces.getLast().stream();
    assertThat(pieces.getFirst().stream()).isNotEqualTo(whole);
    List<Piece> second = pieces.stream().filter(p -> p.stream().equals(whole)).toList();
    assertThat(second.getFirst().sequence()).isZero();
    assertThat(second.getLast().status()).isEqualTo("200");
    assertThat(said(second)).contains("What is a camel?");
  }
}
