package io.bactrian.config;

import io.bactrian.queue.QueueRoutes.QueueRoute;
import io.bactrian.queue.QueueSource;
import io.bactrian.queue.deadletter.DeadLetters;
import io.bactrian.queue.jms.BrokerConnections;
import io.bactrian.queue.jms.BrokerWatch;
import io.bactrian.queue.jms.EmbeddedBroker;
import io.bactrian.queue.jms.JmsDeadLetters;
import io.bactrian.queue.jms.JmsInbox;
import io.bactrian.queue.jms.JmsOutbox;
import io.bactrian.queue.jms.JmsSource;
import io.bactrian.queue.jms.ListenerContainers;
import io.bactrian.queue.jms.QueueNames;
import io.bactrian.queue.jms.ReplyAddresses;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.main.Main;

/** The JMS broker's side of the queues; nothing at all where the settings name none. */
final class JmsParts implements AutoCloseable {

  /** The containers wait by themselves; a fixed time would take the place of theirs. */
  private static final long OWN_WAITS = -1;

  private final GatewaySettings settings;
  private final JmsSection.Jms jms;
  private final Sources sources;
  private ConnectionFactory connections;
  private Optional<EmbeddedBroker> embedded = Optional.empty();
  private Optional<BrokerWatch> watch = Optional.empty();

  JmsParts(GatewaySettings settings, Sources sources) {
    this.settings = settings;
    this.jms = settings.queues().jms();
    this.sources = sources;
  }

  void bind(Main main) {
    if (jms.queueNames().isEmpty()) {
      return;
    }
    connections = connections();
    main.bind("jms", component(connections));
    QueueNames names = jms.names();
    var replies = new ReplyAddresses(jms.replyAddresses(), names.own());
    var outbox =
        new JmsOutbox(
            names, jms.streaming() ? Optional.of(connections) : Optional.empty(), sources.clock());
    int maxBytes = settings.queues().byName().get(jms.queueNames().getFirst()).maxBytes();
    var limits = new JmsInbox.Limits(maxBytes, jms.maxDeliveries());
    var origins = new JmsInbox.Sources(sources.clock(), sources.requestIds());
    for (String name : jms.queueNames()) {
      var inbox = JmsInbox.ofQueue(name, replies, outbox, limits, origins);
      main.bind(inboxName(name), inbox);
    }
    var retries = JmsInbox.ofRetries(names, replies, outbox, limits, origins);
    main.bind(inboxName(JmsSection.RETRY), retries);
    embedded = jms.broker().embedded().map(own -> new EmbeddedBroker(jms.broker(), names));
    watch = Optional.of(new BrokerWatch(connections, jms.broker().shown()));
  }

  /** Of one of its queues; whoever asks closes them. */
  DeadLetters deadLetters(String queue) throws IOException {
    return new JmsDeadLetters(connections(), jms.names(), queue);
  }

  private ConnectionFactory connections() {
    try {
      return BrokerConnections.of(jms.broker());
    } catch (IllegalArgumentException unusable) {
      throw new InvalidSetting(
          "bactrian.jms.connection-factory is of no use: " + unusable.getMessage());
    }
  }

  private static JmsComponent component(ConnectionFactory connections) {
    var configuration = new JmsConfiguration(connections);
    configuration.setConsumerType(ConsumerType.Custom);
    configuration.setMessageListenerContainerFactory(new ListenerContainers());
    configuration.setRecoveryInterval(OWN_WAITS);
    return new JmsComponent(configuration);
  }

  private static String inboxName(String queue) {
    return "jms-inbox-" + queue;
  }

  /** The embedded broker listens afterwards; another one may be there or come later. */
  void start() {
    embedded.ifPresent(EmbeddedBroker::start);
    watch.ifPresent(BrokerWatch::start);
  }

  List<QueueRoute> routes() {
    List<QueueRoute> routes = new ArrayList<>();
    for (String name : jms.queueNames()) {
      String address = jms.names().requests().get(name);
      routes.add(route(name, address, "JMS queue " + address + ", messages of producers"));
    }
    if (!routes.isEmpty()) {
      String address = jms.names().retry();
      routes.add(route(JmsSection.RETRY, address, "JMS queue " + address + ", what comes again"));
    }
    return routes;
  }

  private QueueRoute route(String name, String address, String description) {
    return new QueueRoute(
        "jms-" + name,
        "jms-queue",
        Map.of(
            "destination",
            address,
            "inbox",
            inboxName(name),
            "consumers",
            Integer.toString(jms.consumers()),
            "description",
            description));
  }

  /** What the broker can tell of the queues, by our names. */
  Map<String, QueueSource> sources() {
    if (watch.isEmpty()) {
      return Map.of();
    }
    Map<String, String> addresses = new HashMap<>(jms.names().requests());
    addresses.put(JmsSection.RETRY, jms.names().retry());
    Map<String, QueueSource> told = new HashMap<>();
    addresses.forEach(
        (name, address) ->
            told.put(name, new JmsSource(connections, address, watch.get(), sources.clock())));
    return told;
  }

  @Override
  public void close() {
    watch.ifPresent(BrokerWatch::close);
    embedded.ifPresent(EmbeddedBroker::close);
  }
}
