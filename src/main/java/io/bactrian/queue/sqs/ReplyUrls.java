package io.bactrian.queue.sqs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which reply addresses of producers are used. A producer writes any address into its message, also
 * that of a queue which is not its own.
 */
public final class ReplyUrls {

  /** Of a queue, and written in one way only: nothing in it can lead elsewhere. */
  private static final Pattern QUEUE =
      Pattern.compile(
          "https?://[A-Za-z0-9.-]{1,253}(:\\d{1,5})?(/[A-Za-z0-9_-]{1,80}){1,3}(\\.fifo)?");

  private final List<String> prefixes;
  private final List<String> refused;

  /**
   * @param prefixes beginnings of addresses
   * @param refused addresses that are not allowed whatever they begin with
   */
  public ReplyUrls(List<String> prefixes, List<String> refused) {
    this.prefixes = List.copyOf(prefixes);
    this.refused = List.copyOf(refused);
  }

  /** Whether it is the address of a queue at all. */
  public static boolean isQueue(String url) {
    return QUEUE.matcher(url).matches();
  }

  boolean allows(String url) {
    return isQueue(url) && !refused.contains(url) && prefixes.stream().anyMatch(url::startsWith);
  }
}
