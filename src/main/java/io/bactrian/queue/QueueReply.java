package io.bactrian.queue;

import java.util.Map;
import java.util.TreeMap;

/**
 * A reply as it goes on a queue.
 *
 * @param status the HTTP status that the same reply has over HTTP
 * @param body in the form of the question, JSON in UTF-8
 * @param properties what the gateway says besides, such as {@code bactrian_served_by}; names are
 *     legal for JMS and for SQS
 */
public record QueueReply(int status, byte[] body, Map<String, String> properties) {

  /** Name of the property with the status. */
  public static final String STATUS = "status";

  public QueueReply {
    properties = Map.copyOf(properties);
  }

  /** All properties of the message: the status among them. */
  public Map<String, String> allProperties() {
    Map<String, String> all = new TreeMap<>(properties);
    all.put(STATUS, Integer.toString(status));
    return all;
  }
}
