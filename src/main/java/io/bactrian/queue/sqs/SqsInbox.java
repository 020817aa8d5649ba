package io.bactrian.queue.sqs;

import io.bactrian.queue.MessageProperty;
import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import org.apache.camel.support.SynchronizationAdapter;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Reads the messages of one queue: of their attributes those alone that are known by name. */
public final class SqsInbox {

  private final SqsCalls sqs;
  private final SqsQueue queue;
  private final ReplyUrls replyUrls;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;

  /**
   * @param replyUrls which reply addresses of producers are used
   * @param timer for extending the visibility of messages; is never kept waiting
   */
  public SqsInbox(
      SqsCalls sqs,
      SqsQueue queue,
      ReplyUrls replyUrls,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.sqs = sqs;
    this.queue = queue;
    this.replyUrls = replyUrls;
    this.clock = clock;
    this.timer = timer;
  }

  /** The message, as Camel's consumer has it, becomes a {@link Received}. */
  public void take(Exchange exchange) {
    Message in = exchange.getMessage();
    Map<String, MessageAttributeValue> attributes = attributes(in);
    Map<MessageSystemAttributeName, String> system = system(in);
    QueueMessage message = message(in, attributes, system);
    var visibility =
        new Visibility(
            sqs, queue, in.getHeader(Sqs2Constants.RECEIPT_HANDLE, String.class), clock, timer);
    exchange.getExchangeExtension().addOnCompletion(new Ending(visibility));
    String group = system.getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, message.id());
    var receipt = new SqsReceipt(sqs, queue, message, visibility, replyUrl(attributes), group);
    in.setBody(new Received(message, receipt));
  }

  private QueueMessage message(
      Message in,
      Map<String, MessageAttributeValue> attributes,
      Map<MessageSystemAttributeName, String> system) {
    String id = in.getHeader(Sqs2Constants.MESSAGE_ID, String.class);
    int deliveries =
        Integer.parseInt(
            system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    return new QueueMessage(
        queue.name(),
        id,
        in.getBody(String.class).getBytes(StandardCharsets.UTF_8),
        MessageProperty.of(name -> SqsAttributes.text(attributes, name).orElse(null)),
        SqsAttributes.text(attributes, SqsAttributes.CORRELATION_ID).orElse(id),
        deliveries - 1,
        deliveries,
        sent(system),
        Optional.empty());
  }

  private Instant sent(Map<MessageSystemAttributeName, String> system) {
    String millis = system.get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return millis == null ? clock.instant() : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private Optional<String> replyUrl(Map<String, MessageAttributeValue> attributes) {
    return Stream.of(SqsAttributes.REPLY_URL, SqsAttributes.RESPONSE_URL)
        .flatMap(name -> SqsAttributes.text(attributes, name).stream())
        .filter(replyUrls::allows)
        .findFirst()
        .or(queue::replyUrl);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, MessageAttributeValue> attributes(Message in) {
    return in.getHeader(Sqs2Constants.MESSAGE_ATTRIBUTES, Map.of(), Map.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<MessageSystemAttributeName, String> system(Message in) {
    return in.getHeader(Sqs2Constants.ATTRIBUTES, Map.of(), Map.class);
  }

  /** However it ends: a message that was not settled comes again when its time is over. */
  private static final class Ending extends SynchronizationAdapter {

    private final Visibility visibility;

    private Ending(Visibility visibility) {
      this.visibility = visibility;
    }

    @Override
    public void onDone(Exchange exchange) {
      visibility.end();
    }
  }
}
