package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.SqsTalk.DEAD;
import static io.bactrian.scenario.SqsTalk.PROMPTS;
import static io.bactrian.scenario.SqsTalk.REPLIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.ElasticMq;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What producers say in messages of SQS, and what they are answered. */
@Timeout(180)
class SqsTest {

  private static final String QUESTION = "{\"content\":\"What is the capital of France?\"}";

  private static final int MANY = 200;
  private static final int EVERY = 20;

  private static ElasticMq server;
  private static SqsTalk talk;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    server = ElasticMq.start();
    talk = new SqsTalk(server).makeQueues();
    talk.make("answers-mine");
    gateway = RunningGateway.with(talk.settings());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    talk.close();
    server.close();
  }

  /** Each message of a test has ended in one place, once. */
  @AfterEach
  void nothing_is_left() {
    await().atMost(PATIENCE).until(() -> talk.isEmpty(PROMPTS));
    assertThat(talk.isEmpty(REPLIES)).isTrue();
    assertThat(talk.isEmpty(DEAD)).isTrue();
    assertThat(talk.isEmpty("answers-mine")).isTrue();
    gateway.heal();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat     | {"content":"Hello?"}                                                    | /response
          generate | {"prompt":"Hello?","use_case":"general"}                                | /response
          openai   | {"model":"claude-haiku","messages":[{"role":"user","content":"Hello?"}]} | /choices/0/message/content
          converse | {"messages":[{"role":"user","content":[{"text":"Hello?"}]}]} | /output/message/content/0/text
          """)
  void each_form_is_answered_in_the_same_form(String api, String body, String answer) {
    talk.send(PROMPTS, body, "api", api, "model", "claude-haiku", "CorrelationId", "c-" + api);

    SqsTalk.Received reply = talk.next(REPLIES);

    assertThat(reply.status()).as(reply.toString()).isEqualTo("200");
    assertThat(reply.correlationId()).isEqualTo("c-" + api);
    assertThat(reply.json().at(answer).asText()).isNotEmpty();
    assertThat(reply.attributes()).containsKeys("bactrian_served_by", "bactrian_attempts");
  }

  @Test
  void a_message_that_says_nothing_of_replies_is_answered_by_its_id() {
    String id = talk.send(PROMPTS, QUESTION);

    assertThat(talk.next(REPLIES).correlationId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReplyQueueUrl", "ResponseQueueUrl"})
  void the_reply_goes_where_the_producer_wants_it(String attribute) {
    talk.send(PROMPTS, QUESTION, attribute, server.queueUrl("answers-mine"));

    assertThat(talk.next("answers-mine").status()).isEqualTo("200");
  }

  /** The last is a queue that the gateway reads: its replies would be questions. */
  @ParameterizedTest
  @ValueSource(strings = {"dead", "answers-mine/../dead", "answers-mine?x", "prompts"})
  void a_forged_reply_address_is_ignored(String queue) {
    talk.send(PROMPTS, QUESTION, "ReplyQueueUrl", server.queueUrl(queue));

    assertThat(talk.next(REPLIES).status()).isEqualTo("200");
  }

  @Test
  void a_reply_queue_that_is_none_makes_a_dead_letter_of_the_message() {
    talk.send(PROMPTS, QUESTION, "ReplyQueueUrl", server.queueUrl("answers-nobodys"));

    SqsTalk.Received dead = talk.next(DEAD);

    assertThat(dead.body()).isEqualTo(QUESTION);
    assertThat(dead.attributes().get("bactrian_reason")).contains("its reply cannot be sent");
    assertThat(dead.attributes()).containsEntry("bactrian_queue", PROMPTS);
    await().atMost(PATIENCE).until(() -> settled("dead-lettered") > 0);
  }

  @Test
  void attributes_that_would_steer_the_gateway_change_nothing() {
    for (String name :
        List.of(
            "CamelAwsSqsReceiptHandle",
            "camelawssqsreceipthandle",
            "CamelAwsBedrockOperation",
            "CAMELAWSBEDROCKOPERATION",
            "org.apache.camel.x",
            "CamelHttpUri",
            "API",
            "Model")) {
      talk.send(PROMPTS, QUESTION, name, "forged", "CorrelationId", name);

      SqsTalk.Received reply = talk.next(REPLIES);

      assertThat(reply.correlationId()).isEqualTo(name);
      assertThat(reply.status()).as(name).isEqualTo("200");
      assertThat(reply.toString()).doesNotContain("forged");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"content":                 | chat  | 400
          {"content":""}              | chat  | 400
          {"content":"a","content":1} | chat  | 400
          {"content":"Hello?"}        | soap  | 400
          """)
  void what_is_no_question_is_refused_with_the_reason(String body, String api, String status) {
    long before = gateway.received();
    talk.send(PROMPTS, body, "api", api, "CorrelationId", "wrong");

    SqsTalk.Received reply = talk.next(REPLIES);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.correlationId()).isEqualTo("wrong");
    assertThat(reply.json().path("detail").asText()).isNotEmpty();
    assertThat(gateway.received()).isEqualTo(before);
  }

  /** As often as they came, so that none came again. */
  @Test
  void among_many_the_good_are_answered_and_the_bad_refused_once() {
    double answered = settled("answered");
    double refused = settled("refused");
    talk.sendAll(
        PROMPTS,
        IntStream.range(0, MANY)
            .mapToObj(
                i -> i % EVERY == 0 ? "{\"content\":" : "{\"content\":\"Question " + i + "\"}")
            .toList());

    List<SqsTalk.Received> replies = talk.next(REPLIES, MANY);

    assertThat(replies)
        .hasSize(MANY)
        .allSatisfy(
            reply ->
                assertThat(reply.status())
                    .isEqualTo(
                        Integer.parseInt(reply.correlationId()) % EVERY == 0 ? "400" : "200"))
        .extracting(SqsTalk.Received::correlationId)
        .doesNotHaveDuplicates();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(settled("answered") - answered).isEqualTo(MANY - MANY / EVERY);
              assertThat(settled("refused") - refused).isEqualTo(MANY / EVERY);
            });
    assertThat(settled("put-off") + settled("put-back")).isZero();
  }

  private static double settled(String result) {
    return gateway.metrics().sum("gateway_queue_messages_total", "result=\"" + result + "\"");
  }

  @Test
  void what_comes_too_late_is_told_so_and_not_asked() {
    long before = gateway.received();
    talk.send(PROMPTS, QUESTION, "deadline", Instant.now().minusSeconds(1).toString());

    assertThat(talk.next(REPLIES).status()).isEqualTo("504");
    assertThat(gateway.received()).isEqualTo(before);
  }

  @Test
  void the_same_idempotency_key_is_asked_once_and_answered_twice() {
    long before = gateway.received();
    talk.send(PROMPTS, QUESTION, "idempotency_key", "k1");
    SqsTalk.Received first = talk.next(REPLIES);
    talk.send(PROMPTS, QUESTION, "idempotency_key", "k1");
    SqsTalk.Received second = talk.next(REPLIES);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(gateway.received()).isEqualTo(before + 1);
  }
}
