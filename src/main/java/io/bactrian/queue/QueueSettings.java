package io.bactrian.queue;

/**
 * How the messages of one queue are treated.
 *
 * @param name ours, in routes, metrics and settings
 * @param api the form of its messages, where they do not say
 * @param onExhausted what becomes of work that no target could do
 * @param maxBytes largest body
 */
public record QueueSettings(
    String name, String api, OnExhausted onExhausted, Redelivery redelivery, int maxBytes) {

  /** What becomes of work that no target could do. */
  public enum OnExhausted {
    /** It comes again later, with growing delay. */
    REDELIVER,
    /** Its reply is the apology that HTTP callers get. */
    REPLY_DEGRADED
  }
}
