package io.bactrian.config;

import io.bactrian.queue.jms.BrokerSettings;
import io.bactrian.queue.jms.BrokerSettings.Credentials;
import io.bactrian.queue.jms.BrokerSettings.Embedded;
import io.bactrian.queue.jms.QueueNames;
import io.bactrian.queue.jms.ReplyAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of the JMS broker and its queues. */
final class JmsSection {

  /** What no log and no view of Camel's may show. */
  static final List<String> SECRETS = List.of("bactrian.jms.broker", "bactrian.jms.password");

  /** The part of the routes' names that stands for the messages that come again. */
  static final String RETRY = "retry";

  private static final String BROKER = "bactrian.jms.broker";
  private static final String EMBEDDED = "embedded";
  private static final Pattern URL = Pattern.compile("tcp://[^\\s?]+(\\?\\S*)?|\\(tcp://\\S+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern REPLIES = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._*-]{0,199}");

  /**
   * A broker and its queues; no names where there is no JMS.
   *
   * @param replyAddresses which addresses of producers' are used
   * @param consumers of each queue
   * @param streaming whether replies may be streamed
   */
  record Jms(
      BrokerSettings broker,
      QueueNames names,
      List<String> replyAddresses,
      int consumers,
      int maxDeliveries,
      boolean streaming) {

    List<String> queueNames() {
      return names.requests().keySet().stream().sorted().toList();
    }
  }

  private final SettingReader read;

  private JmsSection(SettingReader read) {
    this.read = read;
  }

  static Jms read(SettingReader read) {
    var section = new JmsSection(read);
    return new Jms(
        section.broker(),
        section.names(),
        section.replyAddresses(),
        read.integer("bactrian.jms.consumers", 1, 1_000),
        read.integer("bactrian.jms.max-deliveries", 1, 1_000),
        read.flag("bactrian.jms.streaming"));
  }

  private BrokerSettings broker() {
    Optional<Credentials> credentials = credentials();
    Embedded embedded = embedded(credentials.isPresent());
    Optional<String> factory = read.optional("bactrian.jms.connection-factory");
    String url = read.text(BROKER);
    if (url.equals(EMBEDDED)) {
      String own = "tcp://" + embedded.host() + ":" + embedded.port();
      return new BrokerSettings(own, Optional.empty(), credentials, Optional.of(embedded));
    }
    if (factory.isEmpty() && !URL.matcher(url).matches()) {
      throw InvalidSetting.of(
          BROKER,
          url.replaceFirst("[?].*", ""),
          "embedded, or an address such as tcp://host:61616?sslEnabled=true");
    }
    return new BrokerSettings(url, factory, credentials, Optional.empty());
  }

  private Optional<Credentials> credentials() {
    Optional<String> user = read.optional("bactrian.jms.user");
    Optional<String> password = read.optional("bactrian.jms.password");
    if (user.isPresent() != password.isPresent()) {
      throw new InvalidSetting(
          "bactrian.jms.user and bactrian.jms.password must be set together, or neither");
    }
    return user.map(name -> new Credentials(name, password.orElseThrow()));
  }

  private Embedded embedded(boolean guarded) {
    String key = "bactrian.jms.embedded.host";
    String host = read.text(key);
    if (!guarded && !isLoopback(host)) {
      throw InvalidSetting.of(
          key, host, "an address of this machine only, or bactrian.jms.user with a password");
    }
    return new Embedded(
        host,
        read.integer("bactrian.jms.embedded.port", 1, 65_535),
        Path.of(read.text("bactrian.jms.embedded.directory")));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private QueueNames names() {
    Map<String, String> requests = new LinkedHashMap<>();
    String queues = "bactrian.jms.queues";
    if (!read.text(queues).equals(QueueSection.NONE)) {
      for (String name : read.names(queues)) {
        String key = "bactrian.jms.queue." + name + ".address";
        requests.put(name, read.optional(key).map(address -> name(key, address)).orElse(name));
      }
    }
    if (requests.containsKey(RETRY)) {
      throw InvalidSetting.of(queues, read.text(queues), "other names than " + RETRY);
    }
    String reply = read.text("bactrian.jms.reply-queue");
    var names =
        new QueueNames(
            requests,
            reply.equals(QueueSection.NONE)
                ? Optional.empty()
                : Optional.of(name("bactrian.jms.reply-queue", reply)),
            name("bactrian.jms.retry-queue", read.text("bactrian.jms.retry-queue")),
            name("bactrian.jms.dead-letter-queue", read.text("bactrian.jms.dead-letter-queue")));
    refuseSharing(names);
    return names;
  }

  /** One queue for two purposes would send messages round in circles. */
  private static void refuseSharing(QueueNames names) {
    var seen = new HashSet<String>();
    for (String name : names.every()) {
      if (!seen.add(name)) {
        throw new InvalidSetting(
            "queue '"
                + name
                + "' of the JMS broker is named twice; bactrian.jms.queue.<name>.address, "
                + "reply-queue, retry-queue and dead-letter-queue must be different queues");
      }
    }
  }

  private static String name(String key, String value) {
    if (!NAME.matcher(value).matches()) {
      throw InvalidSetting.of(key, value, "1 to 200 characters of a-z, A-Z, 0-9, '.', '_' and '-'");
    }
    return value;
  }

  private List<String> replyAddresses() {
    String key = "bactrian.jms.reply-addresses";
    String value = read.text(key);
    if (value.equals(QueueSection.NONE)) {
      return List.of();
    }
    List<String> allowed = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (!allowed.stream().allMatch(name -> REPLIES.matcher(name).matches())) {
      throw InvalidSetting.of(
          key,
          value,
          "none, or "
              + ReplyAddresses.TEMPORARY
              + " and names of queues, with * for any characters, separated by commas");
    }
    return allowed;
  }
}
