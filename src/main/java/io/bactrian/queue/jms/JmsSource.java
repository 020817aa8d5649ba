package io.bactrian.queue.jms;

import io.bactrian.queue.QueueSource;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Enumeration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * What a JMS broker tells of a queue. Its depth is known of Artemis only, and where the user may
 * send to its management address: JMS itself cannot count without reading every message.
 */
public final class JmsSource implements QueueSource {

  private static final String MANAGEMENT = "activemq.management";
  private static final long PATIENCE_MILLIS = 2_000;

  private interface Question<T> {
    T ask(Session session) throws Exception;
  }

  private final boolean artemis;
  private final String address;
  private final BrokerWatch watch;
  private final InstantSource clock;

  /**
   * @param connections how the broker is connected to, which tells whether it is Artemis
   * @param address the broker's own name of the queue
   */
  public JmsSource(
      ConnectionFactory connections, String address, BrokerWatch watch, InstantSource clock) {
    this.artemis = connections instanceof ActiveMQConnectionFactory;
    this.address = address;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public boolean tellsDepth() {
    return artemis;
  }

  @Override
  public OptionalLong depth() {
    return artemis
        ? watch.connection().map(broker -> ask(broker, this::count)).orElse(OptionalLong.empty())
        : OptionalLong.empty();
  }

  @Override
  public Optional<Duration> oldest() {
    return watch.connection().flatMap(broker -> ask(broker, this::first));
  }

  @Override
  public Optional<Boolean> reachable() {
    return Optional.of(watch.reachable());
  }

  private OptionalLong count(Session session) throws Exception {
    TemporaryQueue replies = session.createTemporaryQueue();
    Message question = session.createMessage();
    question.setJMSReplyTo(replies);
    JMSManagementHelper.putAttribute(question, ResourceNames.QUEUE + address, "messageCount");
    try (MessageConsumer consumer = session.createConsumer(replies)) {
      session.createProducer(session.createQueue(MANAGEMENT)).send(question);
      Message answer = consumer.receive(PATIENCE_MILLIS);
      return answer != null && JMSManagementHelper.hasOperationSucceeded(answer)
          ? OptionalLong.of((Long) JMSManagementHelper.getResult(answer, Long.class))
          : OptionalLong.empty();
    } finally {
      // The connection, with which it would go, stays.
      replies.delete();
    }
  }

  private Optional<Duration> first(Session session) throws JMSException {
    try (QueueBrowser browser = session.createBrowser(session.createQueue(address))) {
      Enumeration<?> waiting = browser.getEnumeration();
      return waiting.hasMoreElements()
          ? Optional.of(age((Message) waiting.nextElement()))
          : Optional.empty();
    }
  }

  private Duration age(Message message) throws JMSException {
    Duration age =
        Duration.between(Instant.ofEpochMilli(message.getJMSTimestamp()), clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static <T> T ask(Connection broker, Question<T> question) {
    try (Session session = broker.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      return question.ask(session);
    } catch (Exception unreachable) {
      throw new IllegalStateException(unreachable);
    }
  }
}
