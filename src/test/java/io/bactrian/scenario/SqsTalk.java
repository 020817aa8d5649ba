package io.bactrian.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.fixture.ElasticMq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A producer and a receiver of replies, and the queues that they use. */
final class SqsTalk implements AutoCloseable {

  static final String PROMPTS = "prompts";
  static final String REPLIES = "replies";
  static final String DEAD = "dead";

  /** SQS takes and gives no more at once. */
  private static final int BATCH = 10;

  /** A message that has come, and is deleted. */
  record Received(String body, Map<String, String> attributes) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (JsonProcessingException malformed) {
        throw new AssertionError(body, malformed);
      }
    }

    String correlationId() {
      return attributes.get("CorrelationId");
    }

    String status() {
      return attributes.get("status");
    }
  }

  private final ElasticMq server;
  private final SqsClient client;

  SqsTalk(ElasticMq server) {
    this.server = server;
    client = server.client();
  }

  /** Settings of a gateway with the queue of prompts, and more settings. */
  String[] settings(String... more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bactrian.sqs.queues", PROMPTS);
    settings.put("bactrian.sqs.queue.prompts.url", server.queueUrl(PROMPTS));
    settings.put("bactrian.sqs.endpoint", server.endpoint().toString());
    settings.put("bactrian.sqs.reply-queue-url", server.queueUrl(REPLIES));
    settings.put("bactrian.sqs.dead-letter-queue-url", server.queueUrl(DEAD));
    settings.put("bactrian.sqs.reply-url-prefixes", server.queueUrl("answers-"));
    settings.put("bactrian.sqs.wait-time", "1s");
    settings.put("bactrian.sqs.visibility-timeout", "10s");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings.entrySet().stream()
        .flatMap(setting -> java.util.stream.Stream.of(setting.getKey(), setting.getValue()))
        .toArray(String[]::new);
  }

  /** Makes the queues of the settings, empty. */
  SqsTalk makeQueues() {
    List.of(PROMPTS, REPLIES, DEAD).forEach(this::make);
    return this;
  }

  void make(String queue) {
    if (queue.endsWith(".fifo")) {
      client.createQueue(
          c -> c.queueName(queue).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    } else {
      client.createQueue(c -> c.queueName(queue));
    }
  }

  /** Sends a message; attributes as names and values. Returns its id. */
  String send(String queue, String body, String... attributes) {
    return client
        .sendMessage(
            SendMessageRequest.builder()
                .queueUrl(server.queueUrl(queue))
                .messageBody(body)
                .messageAttributes(written(attributes))
                .build())
        .messageId();
  }

  /** Sends one message of each body, whose correlation ids are their numbers from 0. */
  void sendAll(String queue, List<String> bodies) {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> batch =
          IntStream.range(from, Math.min(from + BATCH, bodies.size()))
              .mapToObj(
                  i ->
                      SendMessageBatchRequestEntry.builder()
                          .id("" + i)
                          .messageBody(bodies.get(i))
                          .messageAttributes(written("CorrelationId", "" + i))
                          .build())
              .toList();
      client.sendMessageBatch(b -> b.queueUrl(server.queueUrl(queue)).entries(batch));
    }
  }

  String sendInGroup(String queue, String group, String id, String body) {
    return client
        .sendMessage(
            SendMessageRequest.builder()
                .queueUrl(server.queueUrl(queue))
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(id)
                .messageAttributes(written("CorrelationId", id))
                .build())
        .messageId();
  }

  private static Map<String, MessageAttributeValue> written(String... attributes) {
    Map<String, MessageAttributeValue> written = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      written.put(
          attributes[i],
          MessageAttributeValue.builder()
              .dataType("String")
              .stringValue(attributes[i + 1])
              .build());
    }
    return written;
  }

  /** The next message of that queue, which is waited for. */
  Received next(String queue) {
    return await("a message of " + queue)
        .atMost(RunningGateway.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(() -> poll(queue, 1), Optional::isPresent)
        .orElseThrow();
  }

  /** The next so many messages of that queue, and any that come with them. */
  List<Received> next(String queue, int messages) {
    List<Received> received = new ArrayList<>();
    await(messages + " messages of " + queue)
        .atMost(RunningGateway.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              received.addAll(poll(queue, 1, BATCH));
              return received.size() >= messages;
            });
    return received;
  }

  /** Whether there is nothing in the queue, nor with a consumer. */
  boolean isEmpty(String queue) {
    return waiting(queue) == 0;
  }

  /** Messages that wait, or are with a consumer. */
  int waiting(String queue) {
    return client
        .getQueueAttributes(
            g ->
                g.queueUrl(server.queueUrl(queue))
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  /** A message of the queue within that many seconds, if there is one. */
  Optional<Received> poll(String queue, int seconds) {
    return poll(queue, seconds, 1).stream().findFirst();
  }

  private List<Received> poll(String queue, int seconds, int most) {
    String url = server.queueUrl(queue);
    List<Message> messages =
        client
            .receiveMessage(
                r ->
                    r.queueUrl(url)
                        .waitTimeSeconds(seconds)
                        .maxNumberOfMessages(most)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    for (Message message : messages) {
      client.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
    return messages.stream().map(SqsTalk::read).toList();
  }

  private static Received read(Message message) {
    Map<String, String> attributes = new HashMap<>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
    return new Received(message.body(), attributes);
  }

  @Override
  public void close() {
    client.close();
  }
}
