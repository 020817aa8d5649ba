package io.bactrian.fallback;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what came of looking for kept answers, from the start of the gateway. */
public final class CacheTotals {

  final LongAdder memoryHits = new LongAdder();
  final LongAdder memoryStale = new LongAdder();
  final LongAdder memoryMisses = new LongAdder();
  final LongAdder redisHits = new LongAdder();
  final LongAdder redisMisses = new LongAdder();
  final LongAdder redisErrors = new LongAdder();
  final LongAdder redisUnreadable = new LongAdder();
  final LongAdder redisNotKept = new LongAdder();
  final LongAdder flightLed = new LongAdder();
  final LongAdder flightShared = new LongAdder();

  /** Takes one total. */
  @FunctionalInterface
  public interface Reader {
    void total(String tier, String result, LongSupplier value);
  }

  /** Tells all totals to whoever shows them. */
  public void tell(Reader reader) {
    Map<String, LongAdder> memory = new LinkedHashMap<>();
    memory.put("hit", memoryHits);
    memory.put("stale", memoryStale);
    memory.put("miss", memoryMisses);
    Map<String, LongAdder> redis = new LinkedHashMap<>();
    redis.put("hit", redisHits);
    redis.put("miss", redisMisses);
    redis.put("error", redisErrors);
    redis.put("unreadable", redisUnreadable);
    redis.put("not-kept", redisNotKept);
    memory.forEach((result, count) -> reader.total("memory", result, count::sum));
    redis.forEach((result, count) -> reader.total("redis", result, count::sum));
    reader.total("flight", "led", flightLed::sum);
    reader.total("flight", "shared", flightShared::sum);
  }
}
