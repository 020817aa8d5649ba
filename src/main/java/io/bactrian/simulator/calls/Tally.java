package io.bactrian.simulator.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The running counts of the calls of one model in one region. */
final class Tally {

  private final LongAdder received = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

  void received() {
    received.increment();
  }

  void answered() {
    answered.increment();
  }

  void billed(int count) {
    tokens.add(count);
  }

  void failed(String reason) {
    failed.computeIfAbsent(reason, any -> new LongAdder()).increment();
  }

  CallCount count() {
    Map<String, Long> failures = new TreeMap<>();
    failed.forEach((reason, count) -> failures.put(reason, count.sum()));
    return new CallCount(received.sum(), answered.sum(), failures, tokens.sum());
  }
}
