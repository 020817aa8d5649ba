package io.bactrian.queue.sqs;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * What is asked of SQS besides messages: quick calls, which need not wait as long as a poll. They
 * throw what the SDK throws.
 */
public final class SqsCalls {

  private static final Logger LOG = LoggerFactory.getLogger(SqsCalls.class);
  private static final String FIFO = ".fifo";

  private static final AwsRequestOverrideConfiguration QUICKLY =
      AwsRequestOverrideConfiguration.builder().apiCallTimeout(Duration.ofSeconds(10)).build();

  private final SqsClient client;

  public SqsCalls(SqsClient client) {
    this.client = client;
  }

  /** {@code group} and {@code deduplication} are for FIFO queues only. */
  void send(
      String url,
      String body,
      Map<String, MessageAttributeValue> attributes,
      String group,
      String deduplication) {
    SendMessageRequest.Builder request =
        SendMessageRequest.builder()
            .queueUrl(url)
            .messageBody(body)
            .messageAttributes(attributes)
            .overrideConfiguration(QUICKLY);
    if (url.endsWith(FIFO)) {
      request.messageGroupId(group).messageDeduplicationId(deduplication);
    }
    client.sendMessage(request.build());
  }

  void changeVisibility(String url, String receiptHandle, Duration timeout) {
    int seconds = (int) timeout.plusMillis(999).toSeconds();
    client.changeMessageVisibility(
        c ->
            c.queueUrl(url)
                .receiptHandle(receiptHandle)
                .visibilityTimeout(seconds)
                .overrideConfiguration(QUICKLY));
  }

  /** About how many messages nobody has yet. */
  long waiting(String url) {
    return Long.parseLong(
        client
            .getQueueAttributes(
                g ->
                    g.queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                        .overrideConfiguration(QUICKLY))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  /** Twice at most: a message that was answered and stays would be answered again. */
  void delete(String url, String receiptHandle) {
    try {
      deleteOnce(url, receiptHandle);
    } catch (SdkException first) {
      LOG.debug("A message is not deleted at once: {}", first.toString());
      deleteOnce(url, receiptHandle);
    }
  }

  private void deleteOnce(String url, String receiptHandle) {
    client.deleteMessage(
        d -> d.queueUrl(url).receiptHandle(receiptHandle).overrideConfiguration(QUICKLY));
  }
}
