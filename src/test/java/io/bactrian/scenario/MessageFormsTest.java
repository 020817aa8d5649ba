package io.bactrian.scenario;

import static io.bactrian.scenario.MessageFlow.REQUESTS;
import static io.bactrian.scenario.MessageFlow.TALKS;
import static io.bactrian.scenario.MessageFlow.json;
import static io.bactrian.scenario.MessageFlow.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.fixture.Messages;
import io.bactrian.queue.Disposition;
import io.bactrian.queue.QueueReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages may be, and what is said of those that are no calls. */
@Timeout(60)
class MessageFormsTest {

  private static final int LARGEST = 2_048;
  private static final String OPENAI =
      "{\"model\":\"claude-haiku\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}";
  private static final String CONVERSE =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Why?\"}]}]}";

  private static MessageFlow flow;

  @BeforeAll
  static void start() {
    flow = MessageFlow.with("bactrian.queue.max-message-bytes", "" + LARGEST);
  }

  @AfterAll
  static void stop() {
    flow.close();
  }

  @AfterEach
  void every_place_was_given_back() {
    assertThat(flow.inFlight()).isZero();
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("chat", "/chat", "{\"content\":\"Why?\"}"),
        Arguments.of("generate", "/generate", "{\"prompt\":\"Why?\"}"),
        Arguments.of("openai", "/v1/chat/completions", OPENAI),
        Arguments.of("converse", "/model/claude-haiku/converse", CONVERSE));
  }

  private static List<String> names(JsonNode body) {
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void the_reply_has_the_form_of_the_question(String api, String path, String body) {
    long before = flow.gateway.received();

    QueueReply reply =
        flow.reply(Messages.of(REQUESTS, api, body, "api", api, "model", "claude-haiku"));

    assertThat(reply.status()).isEqualTo(200);
    Reply overHttp = flow.gateway.callLater(path, body).join();
    assertThat(names(json(reply))).isEqualTo(names(overHttp.body()));
    assertThat(reply.allProperties())
        .containsEntry("status", "200")
        .hasEntrySatisfying("bactrian_served_by", by -> assertThat(by).endsWith("/claude-haiku"))
        .hasEntrySatisfying("bactrian_attempts", attempts -> assertThat(attempts).endsWith("=ok"))
        .doesNotContainKey("bactrian_degraded");
    assertThat(flow.gateway.received()).isEqualTo(before + 2);
  }

  @Test
  void the_queue_has_a_form_of_its_own_for_messages_that_say_none() {
    assertThat(json(flow.reply(Messages.of(TALKS, "talk", OPENAI))).path("object").asText())
        .isEqualTo("chat.completion");
    flow.awaitSettled(TALKS, "answered", 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'content':'Why?'}                  | api      | soap           | property api is 'soap'; allowed: chat, converse, generate, openai
          {'content':'Why?'                   | api      | chat           | JSON
          nothing                             | api      | chat           | JSON
          {'content':'Why?'} {}               | api      | chat           | JSON
          {'content':'a','content':'b'}       | api      | chat           | the same name twice
          {'question':'Why?'}                 | api      | chat           | content
          {'content':'Why?','stream':true}    | api      | chat           | stream must be absent or false
          {'content':'Why?'}                  | geo      | EU!            | property geo is 'EU!'; allowed: geo tags
          {'content':'Why?'}                  | geo      | mars           | geos
          {'content':'Why?'}                  | deadline | soon           | property deadline is 'soon'; allowed: milliseconds since 1970
          {'content':'Why?'}                  | deadline | -1             | property deadline is '-1'
          {'content':'Why?'}                  | cache_control | max-age=x | property cache_control is 'max-age=x'; allowed: max-age=<whole seconds>
          {'messages':[]}                     | api      | converse       | property model
          """)
  void what_is_no_call_is_refused_with_the_reason(
      String body, String property, String value, String reason) {
    long before = flow.gateway.received();

    QueueReply reply =
        flow.reply(Messages.of(REQUESTS, "refused", body.replace('\'', '"'), property, value));

    assertThat(reply.status()).isEqualTo(400);
    JsonNode told = json(reply);
    assertThat(told.path("detail").asText(told.path("message").asText())).contains(reason);
    assertThat(flow.gateway.received()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGEST + 1, LARGEST * 10})
  void a_message_that_is_too_large_is_refused(int bytes) {
    String body = "{\"content\":\"" + "a".repeat(bytes - 14) + "\"}";

    QueueReply reply = flow.reply(Messages.of(REQUESTS, "large", body));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(json(reply).path("detail").asText())
        .contains("has " + bytes + " bytes; allowed are at most " + LARGEST);
  }

  @Test
  void the_largest_message_is_answered() {
    String body = "{\"content\":\"" + "a".repeat(LARGEST - 14) + "\"}";
    assertThat(flow.reply(Messages.of(REQUESTS, "largest", body)).status()).isEqualTo(200);
  }

  @Test
  void a_body_that_cannot_be_read_is_refused() {
    var message = Messages.of(REQUESTS, "object", "");
    QueueReply reply = reply(flow.deliverUnreadable(message, "an ObjectMessage is not read"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(json(reply).path("detail").asText()).isEqualTo("an ObjectMessage is not read");
  }

  @Test
  void a_refusal_has_the_form_of_the_question_and_its_protocol_s_error() {
    var converse = Messages.of(REQUESTS, "c", "{}", "api", "converse", "model", "no-model");
    QueueReply reply = flow.reply(converse);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(json(reply).path("message").asText()).contains("no-model");
    assertThat(reply.properties()).containsEntry("amzn_errortype", "ResourceNotFoundException");

    var openAi = Messages.of(REQUESTS, "o", OPENAI.replace("claude-haiku", "gpt"), "api", "openai");
    assertThat(json(flow.reply(openAi)).path("error").path("message").asText()).contains("gpt");
  }

  @Test
  void what_is_refused_and_has_nobody_to_tell_is_dead_with_the_reason() {
    var message = Messages.of(REQUESTS, "lonely", "no JSON");
    assertThat(flow.deliver(message, false))
        .isInstanceOfSatisfying(
            Disposition.DeadLetter.class, dead -> assertThat(dead.reason()).contains("JSON"));
  }

  @Test
  void an_answer_that_cannot_be_sent_anywhere_makes_its_message_dead() {
    var message = Messages.of(REQUESTS, "mute", "{\"content\":\"Why?\"}");
    assertThat(flow.deliver(message, false))
        .isInstanceOfSatisfying(
            Disposition.DeadLetter.class,
            dead -> assertThat(dead.reason()).contains("no reply address"));
  }

  @Test
  void a_message_whose_deadline_has_passed_is_told_so_and_nobody_is_asked() {
    long before = flow.gateway.received();
    var message = Messages.of(REQUESTS, "late", "{\"content\":\"Why?\"}");
    String past = Instant.now().minusSeconds(1).toString();
    for (var late :
        List.of(
            Messages.expiring(message, Instant.now().minusMillis(1)),
            Messages.of(REQUESTS, "later", "{\"content\":\"Why?\"}", "deadline", past),
            Messages.of(REQUESTS, "latest", "{\"content\":\"Why?\"}", "deadline", "1"))) {
      QueueReply reply = flow.reply(late);
      assertThat(reply.status()).isEqualTo(504);
      assertThat(json(reply).path("detail").asText()).contains("deadline");
    }
    assertThat(flow.gateway.received()).isEqualTo(before);
  }

  @Test
  void a_message_with_time_left_is_answered() {
    String soon = "" + Instant.now().plusSeconds(600).toEpochMilli();
    var message = Messages.of(REQUESTS, "timely", "{\"content\":\"Why?\"}", "deadline", soon);
    assertThat(flow.reply(message).status()).isEqualTo(200);
  }

  @Test
  void the_options_of_http_are_properties() {
    String body = "{\"content\":\"Never asked before.\"}";
    var kept = Messages.of(REQUESTS, "kept", body, "cache_control", "only-if-cached");
    assertThat(flow.reply(kept).status()).isEqualTo(504);
    assertThat(flow.reply(Messages.of(REQUESTS, "geo", body, "geo", "us")).status()).isEqualTo(200);
    assertThat(flow.reply(kept).status()).isEqualTo(200);
  }
}
