package io.bactrian.simulator.fault;

import io.bactrian.simulator.wire.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * The faults that are set on a running simulator, in the order in which they were set; the first
 * one that hits a call wins.
 *
 * <p>Safe for use by any number of threads. A change holds for every call that arrives after the
 * changing method has returned.
 */
public final class Faults {

  private final LongSupplier nanoTime;
  private final long seed;
  private final CopyOnWriteArrayList<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Object changes = new Object();
  private long lastId;

  public Faults(LongSupplier nanoTime, long seed) {
    this.nanoTime = nanoTime;
    this.seed = seed;
  }

  /**
   * Sets a fault.
   *
   * @return the fault with its id, for {@link #remove}, and the count of the calls it hits
   */
  public ActiveFault set(Fault fault) {
    ActiveFault set;
    synchronized (changes) {
      long now = nanoTime.getAsLong();
      lastId++;
      set = new ActiveFault(lastId, fault, seed + lastId, now);
      active.removeIf(other -> other.over(now));
      active.add(set);
    }
    listeners.forEach(Runnable::run);
    return set;
  }

  /** Whether there was a fault of that id to remove. */
  public boolean remove(long id) {
    boolean removed = active.removeIf(fault -> fault.id() == id);
    listeners.forEach(Runnable::run);
    return removed;
  }

  /** Removes all faults. */
  public void clear() {
    active.clear();
    listeners.forEach(Runnable::run);
  }

  /** The faults that are not over, in the order in which they were set. */
  public List<ActiveFault> active() {
    long now = nanoTime.getAsLong();
    List<ActiveFault> current = new ArrayList<>(active);
    current.removeIf(fault -> fault.over(now));
    return List.copyOf(current);
  }

  /** The fault that hits this call, which is counted as one of its times. */
  public Optional<Fault> hit(String region, String model, Operation operation) {
    if (active.isEmpty()) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    for (ActiveFault candidate : active) {
      if (candidate.hits(region, model, operation, now)) {
        return Optional.of(candidate.fault());
      }
    }
    return Optional.empty();
  }

  /** Whether connections to the region are to be refused now. */
  public boolean refuses(String region) {
    return active().stream().anyMatch(fault -> refuses(fault, region));
  }

  /** When the answer of {@link #refuses} may next change by itself, for any region. */
  public Optional<Duration> nextRefusalEnd() {
    long now = nanoTime.getAsLong();
    return active().stream()
        .filter(fault -> fault.fault().kind() == FaultKind.CONNECTION_REFUSED && fault.ends())
        .map(fault -> fault.remaining(now))
        .min(Comparator.naturalOrder());
  }

  /** Runs the action within every change, before the changing method returns. */
  public void onChange(Runnable action) {
    listeners.add(action);
  }

  private static boolean refuses(ActiveFault active, String region) {
    return active.fault().kind() == FaultKind.CONNECTION_REFUSED
        && active.fault().scope().matchesRegion(region);
  }
}
