package io.bactrian.scenario;

import static io.bactrian.scenario.MessageFlow.REQUESTS;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.CapturedLog;
import io.bactrian.fixture.DynamoDbLocal;
import io.bactrian.fixture.MadeUpCredentials;
import io.bactrian.fixture.Messages;
import io.bactrian.fixture.RedisProcess;
import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.QueueReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gateways that share the replies to messages, and what becomes of them without the store. */
@Timeout(120)
@ExtendWith(DynamoDbLocal.Once.class)
class KeptRepliesTest {

  private static final String IDEMPOTENCY = "io.bactrian.queue.idempotency.Idempotency";

  private static QueueMessage message(String id) {
    return Messages.of(REQUESTS, id, "{\"content\":\"Why?\"}", "idempotency_key", "key");
  }

  private static MessageFlow sharing(RedisProcess redis) {
    return MessageFlow.with(
        "bactrian.queue.idempotency.store", "redis",
        "bactrian.redis.uri", redis.uri(),
        "bactrian.redis.timeout", "1s");
  }

  private static MessageFlow sharing(DynamoDbLocal table) {
    return MessageFlow.with(
        "bactrian.queue.idempotency.store",
        "dynamodb",
        "bactrian.queue.idempotency.dynamodb.endpoint",
        table.endpoint().toString());
  }

  private static double failures(MessageFlow flow) {
    return flow.gateway.metrics().sum("gateway_idempotency_failures_total");
  }

  private static void assertShared(MessageFlow first, MessageFlow second) {
    QueueReply reply = first.reply(message("1"));
    QueueReply again = second.reply(message("2"));
    assertThat(again.body()).isEqualTo(reply.body());
    assertThat(again.allProperties()).isEqualTo(reply.allProperties());
    assertThat(first.gateway.received()).isEqualTo(1);
    assertThat(second.gateway.received()).isZero();
    assertThat(failures(first) + failures(second)).isZero();
  }

  @Test
  void with_redis_another_gateway_tells_the_reply_again() {
    try (var redis = RedisProcess.start();
        var first = sharing(redis);
        var second = sharing(redis)) {
      assertShared(first, second);
    }
  }

  @Test
  void with_dynamodb_another_gateway_tells_the_reply_again(DynamoDbLocal table) {
    try (var credentials = new MadeUpCredentials();
        var first = sharing(table);
        var second = sharing(table)) {
      assertThat(credentials).isNotNull();
      // The first answer of a new process may take longer than any later one.
      await().atMost(PATIENCE).until(() -> warm(first, "w1") && warm(second, "w2"));
      QueueReply reply = first.reply(message("1"));
      assertThat(second.reply(message("2")).body()).isEqualTo(reply.body());
    }
  }

  private static boolean warm(MessageFlow flow, String key) {
    double before = failures(flow);
    var question = "{\"content\":\"Warm " + key + "\"}";
    flow.reply(Messages.of(REQUESTS, key, question, "idempotency_key", key));
    return failures(flow) == before;
  }

  @Test
  void a_store_that_stops_costs_no_message_and_one_line() {
    try (var redis = RedisProcess.start();
        var log = CapturedLog.of(IDEMPOTENCY);
        var flow = sharing(redis)) {
      assertThat(flow.reply(message("1")).status()).isEqualTo(200);
      redis.stop();

      for (int i = 0; i < 5; i++) {
        assertThat(flow.reply(message("while out " + i)).status()).isEqualTo(200);
      }
      assertThat(failures(flow)).isEqualTo(10);
      assertThat(log.lines()).hasSize(1).first().asString().contains("redis is out");

      redis.run();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(flow.reply(message("again")).status()).isEqualTo(200);
                return log.lines().contains("Idempotency store redis answers again");
              });
      assertThat(log.lines()).hasSize(2);
    }
  }
}
