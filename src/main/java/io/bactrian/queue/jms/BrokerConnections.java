package io.bactrian.queue.jms;

import io.bactrian.queue.jms.BrokerSettings.Credentials;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jms.connection.UserCredentialsConnectionFactoryAdapter;

/** Makes the factory of a broker's connections. */
public final class BrokerConnections {

  private BrokerConnections() {}

  /**
   * The factory; it does not connect yet.
   *
   * @throws IllegalArgumentException when the url or the class is of no use, without the url
   */
  public static ConnectionFactory of(BrokerSettings broker) {
    return broker
        .connectionFactory()
        .map(name -> foreign(name, broker))
        .orElseGet(() -> artemis(broker));
  }

  private static ConnectionFactory artemis(BrokerSettings broker) {
    var factory = new ActiveMQConnectionFactory(withoutNativeSockets(broker.url()));
    // What is fetched ahead of its turn would count as delivered when the gateway is killed.
    factory.setConsumerWindowSize(0);
    factory.setDeserializationAllowList("");
    factory.setDeserializationDenyList("*");
    broker
        .credentials()
        .ifPresent(
            given -> {
              factory.setUser(given.user());
              factory.setPassword(given.password());
            });
    return factory;
  }

  /** The JVM warns of native libraries, which gain nothing here; lists of brokers stay as told. */
  static String withoutNativeSockets(String url) {
    return url.startsWith("(")
        ? url
        : url + (url.contains("?") ? "&" : "?") + "useEpoll=false&useKQueue=false";
  }

  private static ConnectionFactory foreign(String name, BrokerSettings broker) {
    ConnectionFactory factory;
    try {
      factory =
          Class.forName(name)
              .asSubclass(ConnectionFactory.class)
              .getConstructor(String.class)
              .newInstance(broker.url());
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException("it takes no such address: " + refused.getCause());
    } catch (ReflectiveOperationException | ClassCastException unusable) {
      throw new IllegalArgumentException("it cannot be made: " + unusable);
    }
    return broker.credentials().map(given -> withUser(factory, given)).orElse(factory);
  }

  private static ConnectionFactory withUser(ConnectionFactory factory, Credentials given) {
    var adapter = new UserCredentialsConnectionFactoryAdapter();
    adapter.setTargetConnectionFactory(factory);
    adapter.setUsername(given.user());
    adapter.setPassword(given.password());
    return adapter;
  }
}
