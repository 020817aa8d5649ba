package io.bactrian.strategy.scoreboard;

import io.bactrian.call.ModelVerdict;
import java.util.OptionalDouble;

/** What calls told of their model, added up. Not safe for threads. */
public final class Tally {

  private final Latencies latencies = new Latencies();
  private final Latencies firstContents = new Latencies();
  private long failures;
  private long inputTokens;
  private long outputTokens;
  private long priced;
  private double cost;

  void add(Observation seen) {
    if (seen.verdict() == ModelVerdict.FAILED) {
      failures++;
      return;
    }
    latencies.add(seen.nanos());
    seen.firstContentNanos().ifPresent(firstContents::add);
    seen.usage()
        .ifPresent(
            told -> {
              inputTokens += told.input() + told.cacheRead() + told.cacheWrite();
              outputTokens += told.output();
            });
    seen.cost()
        .ifPresent(
            dollars -> {
              priced++;
              cost += dollars;
            });
  }

  void addAll(Tally other) {
    latencies.addAll(other.latencies);
    firstContents.addAll(other.firstContents);
    failures += other.failures;
    inputTokens += other.inputTokens;
    outputTokens += other.outputTokens;
    priced += other.priced;
    cost += other.cost;
  }

  public long calls() {
    return latencies.count() + failures;
  }

  public long failures() {
    return failures;
  }

  public double failurePercent() {
    return calls() == 0 ? 0 : 100.0 * failures / calls();
  }

  /** Of calls that were answered. */
  public Latencies latencies() {
    return latencies;
  }

  /** Of answers that were streamed. */
  public Latencies firstContents() {
    return firstContents;
  }

  /** Those from a cache too. */
  public long inputTokens() {
    return inputTokens;
  }

  public long outputTokens() {
    return outputTokens;
  }

  /** US dollars; empty where no price is known. */
  public OptionalDouble cost() {
    return priced == 0 ? OptionalDouble.empty() : OptionalDouble.of(cost);
  }
}
