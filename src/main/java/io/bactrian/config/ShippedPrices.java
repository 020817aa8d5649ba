package io.bactrian.config;

import io.bactrian.call.Answer.Usage;
import io.bactrian.evaluation.score.PriceTable;
import io.bactrian.strategy.scoreboard.Prices;
import java.util.OptionalDouble;

/** The evaluator's prices. What was read from a prompt cache, or written to it, costs as input. */
final class ShippedPrices implements Prices {

  @Override
  public OptionalDouble dollars(String modelId, Usage usage) {
    long input = usage.input() + usage.cacheRead() + usage.cacheWrite();
    return Table.SHIPPED.costUsd(modelId, input, usage.output());
  }

  /** Read with the first answer that has a price: no start waits for it. */
  private static final class Table {
    private static final PriceTable SHIPPED = PriceTable.shipped();
  }
}
