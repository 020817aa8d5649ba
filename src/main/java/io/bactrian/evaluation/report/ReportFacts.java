package io.bactrian.evaluation.report;

import io.bactrian.evaluation.EvaluationCase;
import java.util.List;

/**
 * What a report tells besides the results.
 *
 * @param cases the data set
 * @param pricesDate of which day the prices are; empty where no price is known
 * @param gatewayVersion version of the gateway that was asked
 */
public record ReportFacts(List<EvaluationCase> cases, String pricesDate, String gatewayVersion) {

  public ReportFacts {
    cases = List.copyOf(cases);
  }
}
