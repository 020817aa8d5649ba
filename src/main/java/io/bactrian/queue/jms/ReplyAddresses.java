package io.bactrian.queue.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which reply addresses of producers are used. A producer writes any name into its message, also
 * that of a queue which is not its own.
 */
public final class ReplyAddresses {

  /** Stands for the temporary queues of producers' connections. */
  public static final String TEMPORARY = "temporary";

  /**
   * Brokers draw the names of temporary queues: Artemis as UUIDs, the classic ActiveMQ as ids of
   * connections. A message can call any queue temporary.
   */
  private static final Pattern DRAWN =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|ID:[A-Za-z0-9._:-]{8,200}");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final boolean temporary;
  private final List<Pattern> named;
  private final List<String> refused;

  /**
   * @param allowed {@value #TEMPORARY}, names, and names with {@code *} for any characters
   * @param refused names that are not allowed whatever fits them
   */
  public ReplyAddresses(List<String> allowed, List<String> refused) {
    temporary = allowed.contains(TEMPORARY);
    named =
        allowed.stream()
            .filter(name -> !name.equals(TEMPORARY))
            .map(name -> Pattern.compile(name.replace(".", "\\.").replace("*", ".*")))
            .toList();
    this.refused = List.copyOf(refused);
  }

  boolean allows(Destination address) throws JMSException {
    if (!(address instanceof Queue queue) || queue.getQueueName() == null) {
      return false;
    }
    String name = queue.getQueueName();
    if (refused.contains(name)) {
      return false;
    }
    return address instanceof TemporaryQueue
        ? temporary && DRAWN.matcher(name).matches()
        : PLAIN.matcher(name).matches()
            && named.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
