package io.bactrian.scenario.resilience;

import io.bactrian.scenario.resilience.Check.Verdict;
import io.bactrian.scenario.resilience.Figures.Recovery;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The claims that several scenarios make. */
final class Checks {

  private static final double LARGEST_SHARE = 0.6;
  private static final long LONGEST_RECOVERY_MILLIS = 2_000;

  private Checks() {}

  /** What holds whatever goes wrong. */
  static final List<Check> ALWAYS =
      List.of(
          Check.none("requests without a reply of their own", Findings::unaccounted),
          Check.none("upstream calls that no reply tells of", Findings::untoldUpstreamCalls));

  static final Check NO_ERRORS =
      new Check(
          "client-visible errors",
          findings -> {
            List<ClientCall> failed = findings.calls().stream().filter(ClientCall::failed).toList();
            return new Verdict(failed.isEmpty(), failed.size() + example(failed));
          });

  /** Every call of the phase is so, and there are some. */
  static Check every(String phase, String what, Predicate<ClientCall> expected) {
    return new Check(
        "in \"" + phase + "\" every call is " + what,
        findings -> {
          List<ClientCall> calls = findings.in(phase);
          List<ClientCall> others = calls.stream().filter(expected.negate()).toList();
          return new Verdict(
              !calls.isEmpty() && others.isEmpty(),
              calls.size() - others.size() + " of " + calls.size() + example(others));
        });
  }

  private static String example(List<ClientCall> others) {
    return others.isEmpty() ? "" : ", but " + others.getFirst();
  }

  static Check opens(String region) {
    return Check.atLeast(
        "the breaker of " + region + " opens", 1, seen -> seen.stateChanges(region, "open"));
  }

  static Check staysClosed(String region) {
    return Check.none(
        "state changes of the breaker of " + region,
        seen ->
            seen.stateChanges(region, "open")
                + seen.stateChanges(region, "half_open")
                + seen.stateChanges(region, "closed"));
  }

  /** After the breaker has opened nothing arrives but its probes. */
  static Check onlyProbes(String region, String phase, int probes) {
    return new Check(
        "calls that reach " + region + " after opening are probes",
        findings -> {
          Optional<Sample> opened =
              findings.samples(phase).stream()
                  .filter(sample -> sample.of(region).state() == State.OPEN)
                  .findFirst();
          if (opened.isEmpty()) {
            return new Verdict(false, "never open");
          }
          Sample.Target then = opened.get().of(region);
          long arrived = findings.after(phase).of(region).received() - then.received();
          // One round may have begun that the gateway's meters do not show yet.
          long rounds = findings.stateChanges(region, "half_open", phase) + 1;
          long allowed = then.inFlight() + probes * rounds;
          return new Verdict(arrived <= allowed, arrived + ", allowed " + allowed);
        });
  }

  /** Once closed in the phase, the breaker stays so, and the region gets its share and no more. */
  static Check comesBackWithoutBurst(String region, String phase) {
    return new Check(
        region + " comes back without a burst, and stays",
        findings -> {
          List<Sample> back =
              findings.samples(phase).stream()
                  .dropWhile(sample -> sample.of(region).leftAlone())
                  .toList();
          if (back.isEmpty()) {
            return new Verdict(false, "never back");
          }
          long again = back.stream().filter(sample -> sample.of(region).leftAlone()).count();
          long mine = back.getLast().of(region).received() - back.getFirst().of(region).received();
          long all = back.getLast().received() - back.getFirst().received();
          return new Verdict(
              again == 0 && mine <= LARGEST_SHARE * all + Findings.BACK_IN_TRAFFIC,
              mine + " of " + all + " calls" + (again == 0 ? "" : ", but left alone again"));
        });
  }

  /** In time, for the long form. */
  static Check recoversInTime(String region) {
    return new Check(
        region + " is back within 2 s of its first answer, with at most its share",
        findings -> {
          Optional<Recovery> recovery = Figures.recovery(findings, region);
          boolean holds =
              recovery
                  .filter(seen -> seen.tookMillis() <= LONGEST_RECOVERY_MILLIS)
                  .filter(seen -> seen.share() <= LARGEST_SHARE)
                  .isPresent();
          return new Verdict(
              holds,
              recovery
                  .map(seen -> seen.tookMillis() + " ms, share " + Figures.shown(seen.share()))
                  .orElse("never back"));
        });
  }

  /** Time of the calls of a phase, for the long form. */
  static Check fasterThan(String phase, double percent, long millis, Predicate<ClientCall> which) {
    return Check.atMost(
        "p" + Figures.shown(percent) + " of \"" + phase + "\" in ms, at most " + millis,
        millis,
        findings ->
            Figures.percentile(findings.in(phase).stream().filter(which).toList(), percent));
  }
}
