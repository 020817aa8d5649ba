package io.bactrian.scenario.resilience;

import io.bactrian.scenario.resilience.Check.Verdict;
import io.bactrian.scenario.resilience.Figures.Recovery;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a scenario's run, without the ledger itself.
 *
 * @param refused of the errors, those that were honest refusals with Retry-After
 * @param verdicts of the scenario's checks, in their order
 */
record ReportedScenario(
    Scenario scenario,
    int calls,
    long errors,
    long refused,
    Optional<Long> affectedMillis,
    double upstreamPerCall,
    long extraTokens,
    long probes,
    long stateChanges,
    Optional<Recovery> recovery,
    List<Verdict> verdicts) {

  static ReportedScenario of(Findings findings) {
    return new ReportedScenario(
        findings.scenario(),
        findings.calls().size(),
        findings.errors(),
        findings.count(ClientCall::refused),
        Figures.affectedMillis(findings),
        findings.upstreamPerCall(),
        findings.extraTokens(),
        Figures.probes(findings),
        findings.stateChanges(),
        Figures.recovery(findings, Findings.EAST),
        findings.scenario().checks().stream()
            .map(check -> check.verdict().apply(findings))
            .toList());
  }

  boolean passed() {
    return verdicts.stream().allMatch(Verdict::holds);
  }
}
