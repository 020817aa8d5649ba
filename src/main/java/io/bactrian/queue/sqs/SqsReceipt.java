package io.bactrian.queue.sqs;

import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.QueueReply;
import io.bactrian.queue.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * SQS has no transactions: a message is deleted when its reply was sent, and comes again before.
 */
final class SqsReceipt implements Receipt {

  private static final Logger LOG = LoggerFactory.getLogger(SqsReceipt.class);

  /** What no repetition makes better: of the reply's queue, or of the reply. */
  private static final Set<String> FOR_EVER =
      Set.of(
          "AWS.SimpleQueueService.NonExistentQueue",
          "QueueDoesNotExist",
          "InvalidAddress",
          "InvalidMessageContents",
          "InvalidParameterValue",
          "MessageTooLong");

  private final SqsCalls sqs;
  private final SqsQueue queue;
  private final QueueMessage message;
  private final Visibility visibility;
  private final Optional<String> replyUrl;
  private final String group;

  /**
   * @param replyUrl where the reply goes
   * @param group of FIFO queues: what has the same one stays in order
   */
  SqsReceipt(
      SqsCalls sqs,
      SqsQueue queue,
      QueueMessage message,
      Visibility visibility,
      Optional<String> replyUrl,
      String group) {
    this.sqs = sqs;
    this.queue = queue;
    this.message = message;
    this.visibility = visibility;
    this.replyUrl = replyUrl;
    this.group = group;
  }

  @Override
  public boolean canReply() {
    return replyUrl.isPresent();
  }

  @Override
  public boolean reply(QueueReply reply) {
    try {
      sqs.send(
          replyUrl.orElseThrow(),
          SqsText.legalJson(new String(reply.body(), StandardCharsets.UTF_8)),
          SqsAttributes.ofReply(message.correlationId(), reply.allProperties()),
          group,
          message.id());
    } catch (SqsException refused) {
      AwsErrorDetails details = refused.awsErrorDetails();
      if (details == null || !FOR_EVER.contains(details.errorCode())) {
        throw refused;
      }
      LOG.warn(
          "The reply to message {} of queue {} cannot be sent: {}",
          message.id(),
          queue.name(),
          details.errorMessage());
      deadLetter("its reply cannot be sent: " + details.errorCode());
      return false;
    }
    visibility.delete();
    return true;
  }

  @Override
  public void putOff(Duration delay) {
    visibility.comeAgain(delay);
  }

  /** SQS counts each delivery, whatever comes of it. */
  @Override
  public void putBack(Duration delay) {
    visibility.comeAgain(delay);
  }

  @Override
  public void deadLetter(String reason) {
    if (queue.deadLetterUrl().isEmpty()) {
      visibility.end();
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(SqsAttributes.REASON, reason);
    attributes.put(SqsAttributes.QUEUE, queue.name());
    attributes.put(SqsAttributes.CORRELATION_ID, message.correlationId());
    replyUrl.ifPresent(url -> attributes.put(SqsAttributes.REPLY_URL, url));
    attributes.putAll(message.properties());
    sqs.send(
        queue.deadLetterUrl().get(),
        new String(message.body(), StandardCharsets.UTF_8),
        SqsAttributes.written(attributes),
        group,
        message.id());
    visibility.delete();
  }
}
