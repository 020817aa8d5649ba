package io.bactrian.strategy;

import java.io.IOException;
import java.util.Optional;

/** Finds strategy documents and offers them, on a thread of its own, until it is closed. */
public interface StrategySource extends AutoCloseable {

  /**
   * Finds the first one, for a few seconds at most.
   *
   * @throws IOException saying why there is none, where no gateway should start without it
   */
  void start() throws IOException, InterruptedException;

  /** Why it tells nothing at the moment; empty while it does. */
  Optional<String> outage();

  @Override
  void close();
}
