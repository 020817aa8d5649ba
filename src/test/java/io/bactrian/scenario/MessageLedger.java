package io.bactrian.scenario;

import static io.bactrian.scenario.JmsGateway.DEAD;
import static io.bactrian.scenario.JmsGateway.REPLIES;
import static io.bactrian.scenario.JmsGateway.REQUESTS;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.JmsClient;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Every message that was sent to a broker, and the replies that came to the reply queue; both sides
 * go on when the broker is back.
 */
final class MessageLedger implements AutoCloseable {

  private static final long POLL_MILLIS = 200;

  /**
   * What the ledger says in the end.
   *
   * @param answered messages with a reply of status 200
   * @param replies all that came
   * @param deadLetters that wait in their queue
   */
  record Totals(int sent, int answered, int replies, int deadLetters) {

    int missing() {
      return sent - answered;
    }

    int duplicates() {
      return replies - answered;
    }

    @Override
    public String toString() {
      return "sent %d, answered %d, replies %d, missing %d, duplicates %d, dead letters %d"
          .formatted(sent, answered, replies, missing(), duplicates(), deadLetters);
    }
  }

  private final String url;
  // Of its own, as the broker remembers the ids of other ledgers.
  private final String name = UUID.randomUUID().toString();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> replies = new ConcurrentHashMap<>();
  private final Set<String> good = ConcurrentHashMap.newKeySet();
  private final ConcurrentSkipListMap<Long, Instant> cameBySent = new ConcurrentSkipListMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread receiver;

  MessageLedger(String url) {
    this.url = url;
    receiver = Thread.ofVirtual().start(this::receive);
  }

  /** Sends so many messages, each until the broker has it; the broker takes none of them twice. */
  void send(int messages) {
    var left = new AtomicInteger(messages);
    send(() -> left.getAndDecrement() > 0);
  }

  /** Sends such messages one after the other, for as long as there shall be another one. */
  void send(BooleanSupplier another) {
    boolean more = another.getAsBoolean();
    int number = numbers.getAndIncrement();
    while (more && closed.getCount() > 0) {
      try (JmsClient client = JmsClient.at(url)) {
        while (more) {
          send(client, number);
          more = another.getAsBoolean();
          number = more ? numbers.getAndIncrement() : number;
        }
      } catch (JMSException lost) {
        pause();
      }
    }
  }

  private void send(JmsClient client, int number) throws JMSException {
    String id = name + "-" + number;
    String body = "{\"content\":\"Question " + number + "\"}";
    TextMessage message = client.text(body, Map.of("_AMQ_DUPL_ID", id));
    message.setJMSCorrelationID(id);
    client.send(REQUESTS, message);
    sent.add(id);
  }

  private void receive() {
    while (closed.getCount() > 0) {
      try (JmsClient client = JmsClient.at(url);
          MessageConsumer consumer =
              client.session().createConsumer(client.session().createQueue(REPLIES))) {
        while (closed.getCount() > 0) {
          Message reply = consumer.receive(POLL_MILLIS);
          if (reply != null) {
            note(reply);
          }
        }
      } catch (JMSException lost) {
        pause();
      }
    }
  }

  private void note(Message reply) throws JMSException {
    String id = reply.getJMSCorrelationID();
    // The same reply may be delivered twice when the broker dies; two replies have two ids.
    replies.computeIfAbsent(id, any -> ConcurrentHashMap.newKeySet()).add(reply.getJMSMessageID());
    cameBySent.putIfAbsent(reply.getJMSTimestamp(), Instant.now());
    if ("200".equals(reply.getStringProperty("status"))) {
      good.add(id);
    }
  }

  private void pause() {
    try {
      closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** When the first reply came that was sent at that time or later. */
  Optional<Instant> firstReplySince(Instant time) {
    return Optional.ofNullable(cameBySent.ceilingEntry(time.toEpochMilli()))
        .map(Map.Entry::getValue);
  }

  int sent() {
    return sent.size();
  }

  int answered() {
    return good.size();
  }

  /** Waits until so many messages are answered. */
  void awaitAnswered(int messages, Duration patience) {
    await(messages + " answers").atMost(patience).until(() -> answered() >= messages);
  }

  Totals totals() throws JMSException {
    try (JmsClient client = JmsClient.at(url)) {
      int all = replies.values().stream().mapToInt(Set::size).sum();
      return new Totals(sent.size(), answered(), all, client.waiting(DEAD).size());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      receiver.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
