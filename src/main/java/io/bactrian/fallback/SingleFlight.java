package io.bactrian.fallback;

import io.bactrian.call.Caller;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Lets calls with the same question share one answer: the first asks, the others wait for it until
 * their own deadlines. Where the first fails, one of the others is the next to ask; so a question
 * is never asked by all at once.
 */
public final class SingleFlight {

  private record Flight(String key, CompletableFuture<Landing> landing) {}

  private final AnswerCache cache;
  private final CacheTotals totals;
  private final LongSupplier nanoClock;
  private final boolean enabled;
  private final ConcurrentMap<String, Flight> flights = new ConcurrentHashMap<>();
  private final ConcurrentMap<Caller, Flight> led = new ConcurrentHashMap<>();

  public SingleFlight(
      AnswerCache cache, CacheTotals totals, LongSupplier nanoClock, boolean enabled) {
    this.cache = cache;
    this.totals = totals;
    this.nanoClock = nanoClock;
    this.enabled = enabled;
  }

  /**
   * Returns the call ended by the answer that another one got, or open to ask for itself. A call
   * that {@link #leads} afterwards must {@link #land}, whatever comes of it.
   */
  public GatewayCall board(GatewayCall call) {
    if (!enabled || !call.isOpen() || !mayShare(call)) {
      return call;
    }
    String key = cache.key(call);
    while (true) {
      var own = new Flight(key, new CompletableFuture<>());
      Flight flying = flights.putIfAbsent(key, own);
      if (flying == null) {
        return lead(call, own);
      }
      Optional<Landing> landing = await(flying, call);
      if (landing.isEmpty() || landing.get() instanceof Landing.Private) {
        return call;
      }
      if (landing.get() instanceof Landing.Answered answered) {
        if (!call.options().allow(answered.origin().geo())) {
          return call;
        }
        totals.flightShared.increment();
        return call.ended(
            new Outcome.Cached(answered.origin(), answered.answer(), Duration.ZERO, false));
      }
      if (landing.get() instanceof Landing.Refused refused) {
        return call.ended(refused.refusal());
      }
    }
  }

  /** Whether others may wait for this call. */
  public boolean leads(GatewayCall call) {
    return led.containsKey(call.caller());
  }

  /** Gives those that wait what came of the call; returns the call as it was. */
  public GatewayCall land(GatewayCall call) {
    Flight flight = led.remove(call.caller());
    if (flight != null) {
      flights.remove(flight.key(), flight);
      flight.landing().complete(landing(call));
    }
    return call;
  }

  /** What has landed since the call looked for a kept answer is found now. */
  private GatewayCall lead(GatewayCall call, Flight flight) {
    Optional<Outcome.Cached> landed = cache.inMemory(call, flight.key());
    if (landed.isPresent()) {
      flights.remove(flight.key(), flight);
      flight.landing().complete(new Landing.Failed());
      totals.flightShared.increment();
      return call.ended(landed.get());
    }
    led.put(call.caller(), flight);
    totals.flightLed.increment();
    return call;
  }

  private Optional<Landing> await(Flight flight, GatewayCall call) {
    try {
      long left = call.deadlineNanos() - nanoClock.getAsLong();
      return Optional.of(flight.landing().get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a flight always lands", impossible);
    }
  }

  /** A stream is written while it comes, so nobody can wait for it. */
  private boolean mayShare(GatewayCall call) {
    var asked = call.options().cache();
    return !call.delivery().streamed()
        && !asked.noCache()
        && !asked.noStore()
        && asked.maxAge().filter(Duration::isZero).isEmpty();
  }

  private static Landing landing(GatewayCall call) {
    return switch (call.outcome().orElse(null)) {
      case Outcome.Live live
          when call.fallbackTarget().isEmpty() && KeepingRules.mayBeKept(live.answer()) ->
          new Landing.Answered(live.target(), live.answer());
      case Outcome.Live live -> new Landing.Private();
      case Outcome.Refused refused
          when refused.kind() == FailureKind.CALLER_INVALID_REQUEST
              || refused.kind() == FailureKind.CALLER_CONTEXT_TOO_LONG ->
          new Landing.Refused(refused);
      case null, default -> new Landing.Failed();
    };
  }
}
