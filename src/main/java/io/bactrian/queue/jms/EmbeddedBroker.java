package io.bactrian.queue.jms;

import io.bactrian.queue.jms.BrokerSettings.Embedded;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Artemis in this process, which keeps its messages in files: for a first run, and for tests. */
public final class EmbeddedBroker implements AutoCloseable {

  /** Where the broker puts messages whose time has passed. */
  private static final String EXPIRED = "bactrian.expired";

  /** The gateway itself judges how often a message may come. */
  private static final int ANY_NUMBER = -1;

  private static final long MEMORY = 64L << 20;
  private static final int FULL_DISK_PERCENT = 98;

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final BrokerSettings broker;
  private final QueueNames names;

  public EmbeddedBroker(BrokerSettings broker, QueueNames names) {
    this.broker = broker;
    this.names = names;
  }

  /**
   * Starts it; it listens afterwards.
   *
   * @throws IllegalStateException when its port is taken or its directory cannot be used
   */
  public void start() {
    Embedded embedded = broker.embedded().orElseThrow();
    try {
      server.setConfiguration(configuration(embedded));
      broker.credentials().ifPresent(user -> server.setSecurityManager(new OneUser(user)));
      server.start();
    } catch (Exception failed) {
      throw new IllegalStateException("the embedded broker does not start: " + failed, failed);
    }
    if (!server.getActiveMQServer().isActive()) {
      throw new IllegalStateException("the embedded broker does not start");
    }
  }

  private Configuration configuration(Embedded embedded) throws Exception {
    Path directory = embedded.directory().toAbsolutePath();
    Configuration configuration =
        new ConfigurationImpl()
            .setName("bactrian")
            .setPersistenceEnabled(true)
            .setJournalType(JournalType.NIO)
            .setJournalDirectory(directory.resolve("journal").toString())
            .setBindingsDirectory(directory.resolve("bindings").toString())
            .setPagingDirectory(directory.resolve("paging").toString())
            .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
            .setSecurityEnabled(broker.credentials().isPresent())
            .setGlobalMaxSize(MEMORY)
            .setMaxDiskUsage(FULL_DISK_PERCENT)
            .addAcceptorConfiguration("jms", BrokerConnections.withoutNativeSockets(broker.url()))
            .addAddressSetting("#", everyAddress());
    for (String name : names.every()) {
      configuration.addQueueConfiguration(queue(name));
    }
    return configuration.addQueueConfiguration(queue(EXPIRED));
  }

  private AddressSettings everyAddress() {
    return new AddressSettings()
        .setAutoCreateAddresses(true)
        .setAutoCreateQueues(true)
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        // A reply may wait for a client that is not there yet, and a client for its first reply.
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setMaxDeliveryAttempts(ANY_NUMBER)
        .setDeadLetterAddress(SimpleString.of(names.deadLetter()))
        .setExpiryAddress(SimpleString.of(EXPIRED));
  }

  private static QueueConfiguration queue(String name) {
    return QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST).setDurable(true);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the embedded broker does not stop", failed);
    }
  }
}
