package io.bactrian.queue.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the broker is reachable, by a connection of its own, and says so once per loss and
 * return. Whoever asks the broker now and then may use that connection. The consumers have others,
 * and come back by themselves.
 */
public final class BrokerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

  private final ConnectionFactory factory;
  private final String broker;
  private final LinkedBlockingQueue<String> losses = new LinkedBlockingQueue<>();
  private volatile Connection connected;
  private volatile boolean closed;
  private volatile Thread thread;

  /** {@code broker}: as it may be shown. */
  public BrokerWatch(ConnectionFactory factory, String broker) {
    this.factory = factory;
    this.broker = broker;
  }

  /** Begins to watch; returns at once. */
  public void start() {
    thread = Thread.ofVirtual().name("bactrian-broker-watch").start(this::watch);
  }

  /** Whether it has a connection to the broker. */
  public boolean reachable() {
    return connected != null;
  }

  /** The connection, for sessions of any thread; it is started. */
  Optional<Connection> connection() {
    return Optional.ofNullable(connected);
  }

  private void watch() {
    Duration wait = FIRST_WAIT;
    boolean told = false;
    try {
      while (!closed) {
        String reason;
        try (Connection connection = factory.createConnection()) {
          connection.setExceptionListener(lost -> losses.add(lost.getMessage()));
          connection.start();
          connected = connection;
          LOG.info("Connected to the JMS broker {}", broker);
          wait = FIRST_WAIT;
          told = false;
          reason = losses.take();
        } catch (JMSException | JMSRuntimeException failed) {
          reason = failed.getMessage();
        }
        connected = null;
        losses.clear();
        if (!told && !closed) {
          LOG.warn("The JMS broker {} is not reachable: {}; trying again", broker, reason);
          told = true;
        }
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        Duration longer = wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
      }
    } catch (InterruptedException end) {
      connected = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
