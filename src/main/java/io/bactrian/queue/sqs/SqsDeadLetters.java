package io.bactrian.queue.sqs;

import io.bactrian.queue.deadletter.DeadLetter;
import io.bactrian.queue.deadletter.DeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The dead letters of one queue of SQS, in a queue that may have those of others too. There is no
 * looking without taking: what is looked at is nobody else's for a minute, or until the end. Each
 * is sent before it is deleted, so that a moment's interruption may send one of them twice.
 */
public final class SqsDeadLetters implements DeadLetters {

  private static final int BATCH = 10;
  private static final int TAKEN_SECONDS = 60;
  private static final int WAIT_SECONDS = 1;

  private final SqsClient client;
  private final SdkHttpClient http;
  private final SqsCalls calls;
  private final SqsQueue queue;
  private final String deadLetters;
  private final List<String> taken = new ArrayList<>();

  /** {@code queue} has a queue for dead letters; the clients are closed with this. */
  public SqsDeadLetters(SqsClient client, SdkHttpClient http, SqsQueue queue) {
    this.client = client;
    this.http = http;
    this.queue = queue;
    calls = new SqsCalls(client);
    deadLetters = queue.deadLetterUrl().orElseThrow();
  }

  @Override
  public void list(Optional<String> id, int max, Consumer<DeadLetter> told) throws IOException {
    each(
        new Wanted(id, max, Integer.MAX_VALUE),
        message -> {
          taken.add(message.receiptHandle());
          told.accept(letter(message));
        });
  }

  @Override
  public void replay(Optional<String> id, int max, Consumer<DeadLetter> moved) throws IOException {
    each(
        new Wanted(id, max, present()),
        message -> {
          send(message);
          calls.delete(deadLetters, message.receiptHandle());
          moved.accept(letter(message));
        });
  }

  /**
   * @param most that are looked at: what dies meanwhile is let be
   */
  private record Wanted(Optional<String> id, int max, int most) {}

  private void each(Wanted wanted, Consumer<Message> action) throws IOException {
    try {
      Set<String> seen = new HashSet<>();
      int acted = 0;
      boolean over = false;
      while (!over) {
        List<Message> batch = receive();
        over = batch.isEmpty();
        for (Message message : batch) {
          boolean isNew = seen.add(message.messageId());
          boolean more = acted < wanted.max() && seen.size() <= wanted.most();
          if (isNew && more && isWanted(message, wanted.id())) {
            acted++;
            action.accept(message);
          } else {
            taken.add(message.receiptHandle());
          }
          over = over || !isNew;
        }
        over = over || acted == wanted.max() || seen.size() >= wanted.most();
      }
    } catch (SdkException refused) {
      throw refused(refused);
    }
  }

  private List<Message> receive() {
    return client
        .receiveMessage(
            r ->
                r.queueUrl(deadLetters)
                    .maxNumberOfMessages(BATCH)
                    .visibilityTimeout(TAKEN_SECONDS)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private int present() throws IOException {
    try {
      var count = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
      return Integer.parseInt(
          client
              .getQueueAttributes(q -> q.queueUrl(deadLetters).attributeNames(count))
              .attributes()
              .get(count));
    } catch (SdkException refused) {
      throw refused(refused);
    }
  }

  private static IOException refused(SdkException refused) {
    return new IOException("SQS refused, or is out of reach: " + refused.getMessage());
  }

  /** What SQS's own redrive policy has moved has no attribute of ours, and names its queue. */
  private boolean isWanted(Message message, Optional<String> id) {
    Optional<String> ours = SqsAttributes.text(message.messageAttributes(), SqsAttributes.QUEUE);
    String source = system(message, MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, "");
    boolean ofQueue =
        ours.map(queue.name()::equals)
            .orElse(source.endsWith(":" + queue.url().replaceFirst(".*/", "")));
    return ofQueue && id.map(message.messageId()::equals).orElse(true);
  }

  private void send(Message message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>(message.messageAttributes());
    attributes.remove(SqsAttributes.REASON);
    attributes.remove(SqsAttributes.QUEUE);
    // Its id as a dead letter: SQS may still know the one that it had before, and drop it.
    calls.send(
        queue.url(),
        message.body(),
        attributes,
        system(message, MessageSystemAttributeName.MESSAGE_GROUP_ID, message.messageId()),
        message.messageId());
  }

  private static DeadLetter letter(Message message) {
    String sent = system(message, MessageSystemAttributeName.SENT_TIMESTAMP, "0");
    return new DeadLetter(
        message.messageId(),
        Instant.ofEpochMilli(Long.parseLong(sent)),
        SqsAttributes.text(message.messageAttributes(), SqsAttributes.REASON)
            .orElse("delivered too often"),
        message.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String system(Message message, MessageSystemAttributeName name, String absent) {
    return message.attributes().getOrDefault(name, absent);
  }

  /** Others may have at once what was only looked at. */
  @Override
  public void close() {
    for (String handle : taken) {
      try {
        calls.changeVisibility(deadLetters, handle, Duration.ZERO);
      } catch (SdkException gone) {
        // It comes back by itself.
      }
    }
    client.close();
    http.close();
  }
}
