package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.TargetHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A call's first attempt, and a second one beside it when the first is slow. The first to answer
 * wins, and the other is cancelled: its thread is interrupted, which ends its call upstream, and
 * what it still brings is thrown away. Each runs on a virtual thread of its own.
 */
final class HedgedAttempts {

  /** An attempt that may be made. */
  record Chance(TargetHealth health, TargetCall sent) {}

  private static final Failure BROKE =
      new Failure(FailureKind.GATEWAY_INTERNAL_ERROR, "attempt broke", Optional.empty());

  private final TargetAttempts attempts;
  private final LongSupplier nanoClock;

  HedgedAttempts(TargetAttempts attempts, LongSupplier nanoClock) {
    this.attempts = attempts;
    this.nanoClock = nanoClock;
  }

  /**
   * Returns what the attempts came to, one that was cancelled included; the one that decides is the
   * last.
   *
   * @param second asked for when there is no result after the delay
   * @throws CallFailed when the gateway stops meanwhile
   */
  List<AttemptResult> make(
      Chance first,
      Duration delay,
      Supplier<Optional<Chance>> second,
      Failover.Transport transport) {
    var race = new Race(transport.beside());
    try {
      race.start(first, false);
      if (race.ended(delay.toNanos()) == null) {
        second.get().ifPresent(chance -> race.start(chance, true));
      }
      return race.results();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      FailureKind kind = FailureKind.GATEWAY_STOPPING;
      throw new CallFailed(kind, List.of(), kind.reason());
    } finally {
      race.close();
    }
  }

  /** One attempt on its thread. */
  private final class Runner {
    final Chance chance;
    final boolean hedged;
    final long began = nanoClock.getAsLong();
    volatile Thread thread;
    volatile AttemptResult result;

    Runner(Chance chance, boolean hedged) {
      this.chance = chance;
      this.hedged = hedged;
    }

    void run(Race race) {
      AttemptResult made;
      try {
        made = attempts.make(chance.health(), chance.sent(), race.transport);
      } catch (RuntimeException | Error broken) {
        made = without(BROKE);
      }
      result = new AttemptResult(made.sent(), made.attempt().asHedge(hedged), made.failure());
      race.end(this);
    }

    boolean decides() {
      return result.failure().map(failure -> !failure.kind().nextTarget()).orElse(true);
    }

    AttemptResult cancelled() {
      FailureKind kind = FailureKind.GATEWAY_CANCELLED;
      return without(new Failure(kind, kind.reason(), Optional.empty()));
    }

    private AttemptResult without(Failure failure) {
      var attempt =
          new Attempt(
              chance.sent().target(),
              Optional.of(failure.kind()),
              nanoClock.getAsLong() - began,
              Optional.empty());
      return new AttemptResult(chance.sent(), attempt.asHedge(hedged), Optional.of(failure));
    }

    /** Nobody reads a stream that began too late. */
    void discard() {
      if (chance.sent().reply().get() instanceof TargetCall.Streamed begun) {
        begun.stream().cancel();
      }
    }
  }

  /** All attempts of one call; only the call's own thread starts them and takes their results. */
  private final class Race {
    final Failover.Transport transport;
    private final LinkedBlockingQueue<Runner> ended = new LinkedBlockingQueue<>();
    private final List<Runner> running = new ArrayList<>(2);
    private boolean closed;

    Race(Failover.Transport transport) {
      this.transport = transport;
    }

    void start(Chance chance, boolean hedged) {
      var runner = new Runner(chance, hedged);
      running.add(runner);
      runner.thread = Thread.ofVirtual().name("attempt").start(() -> runner.run(this));
    }

    /** An attempt that has ended, which stays to be taken; null when none did in that time. */
    Runner ended(long nanos) throws InterruptedException {
      Runner first = ended.poll(nanos, TimeUnit.NANOSECONDS);
      if (first != null) {
        ended.add(first);
      }
      return first;
    }

    List<AttemptResult> results() throws InterruptedException {
      List<AttemptResult> results = new ArrayList<>(2);
      while (!running.isEmpty()) {
        Runner next = ended.take();
        running.remove(next);
        if (next.decides()) {
          running.forEach(loser -> results.add(loser.cancelled()));
          results.add(next.result);
          return results;
        }
        results.add(next.result);
      }
      return results;
    }

    void end(Runner runner) {
      synchronized (this) {
        if (!closed) {
          ended.add(runner);
          return;
        }
      }
      runner.discard();
    }

    /** Whoever has ended by now and was not taken, and whoever ends later, came too late. */
    void close() {
      synchronized (this) {
        closed = true;
      }
      for (Runner loser : running) {
        loser.thread.interrupt();
      }
      ended.forEach(Runner::discard);
    }
  }
}
