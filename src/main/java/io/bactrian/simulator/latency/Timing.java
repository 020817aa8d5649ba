package io.bactrian.simulator.latency;

/**
 * How long a model takes to answer.
 *
 * @param latency until the reply, or until the first event of a stream
 * @param tokenPace between two events of a stream
 */
public record Timing(Latency latency, Latency tokenPace) {

  public static Timing immediate() {
    return new Timing(Latency.none(), Latency.none());
  }
}
