package io.bactrian.shadow;

import io.bactrian.call.Answer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of copies, and the tokens of the candidate's answers. */
public final class ShadowTotals {

  private final Map<ShadowResult, LongAdder> results = new EnumMap<>(ShadowResult.class);
  private final LongAdder input = new LongAdder();
  private final LongAdder output = new LongAdder();

  public ShadowTotals() {
    for (ShadowResult result : ShadowResult.values()) {
      results.put(result, new LongAdder());
    }
  }

  void count(ShadowResult result) {
    results.get(result).increment();
  }

  void add(Answer.Usage usage) {
    input.add(usage.input() + usage.cacheRead() + usage.cacheWrite());
    output.add(usage.output());
  }

  public long of(ShadowResult result) {
    return results.get(result).sum();
  }

  /** Tokens read, cached ones included. */
  public long inputTokens() {
    return input.sum();
  }

  public long outputTokens() {
    return output.sum();
  }
}
