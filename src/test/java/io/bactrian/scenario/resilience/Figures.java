package io.bactrian.scenario.resilience;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What findings come to in time; for the long form, on an idle machine. */
final class Figures {

  private static final long SECOND = 1_000_000_000L;

  /**
   * How a region that was left alone came back.
   *
   * @param waitedMillis from the end of its fault to its first answer, for which it must be probed
   * @param tookMillis from its first answer until its breaker was closed and traffic was back
   * @param share its part of all upstream calls in the second after its first answer
   */
  record Recovery(long waitedMillis, long tookMillis, double share) {}

  private Figures() {}

  static String shown(double figure) {
    return figure == Math.rint(figure)
        ? Long.toString((long) figure)
        : String.format(Locale.ROOT, "%.2f", figure);
  }

  /** Milliseconds that so many percent of these calls did not exceed; 0 for no calls. */
  static long percentile(List<ClientCall> calls, double percent) {
    List<Long> sorted = calls.stream().map(ClientCall::millis).sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
  }

  /**
   * Milliseconds from the first fault to the end of the last call that met one: that failed, was
   * degraded, or took another attempt.
   */
  static Optional<Long> affectedMillis(Findings findings) {
    Optional<PhaseRun> first =
        findings.runs().stream().filter(run -> !run.phase().faults().isEmpty()).findFirst();
    Predicate<ClientCall> affected =
        call -> !call.left() && (!call.live() || call.attempts().size() > 1);
    return first.flatMap(
        run ->
            findings.calls().stream()
                .filter(call -> call.endedNanos() > run.beganNanos())
                .filter(affected)
                .map(ClientCall::endedNanos)
                .max(Long::compare)
                .map(last -> (last - run.beganNanos()) / 1_000_000));
  }

  /** Calls that regions received while they were left alone; those under way before are not. */
  static long probes(Findings findings) {
    long probes = 0;
    for (String region : List.of(Findings.EAST, Findings.WEST)) {
      Sample.Target last = null;
      long underWay = 0;
      for (Sample sample : findings.samples()) {
        Sample.Target now = sample.of(region);
        if (last != null && last.leftAlone()) {
          long arrived = now.received() - last.received();
          long late = Math.min(arrived, underWay);
          underWay = now.leftAlone() ? underWay - late : 0;
          probes += now.leftAlone() ? arrived - late : 0;
        } else if (now.leftAlone()) {
          underWay = now.inFlight();
        }
        last = now;
      }
    }
    return probes;
  }

  /** How the region came back in the last phase, if it was left alone when that began. */
  static Optional<Recovery> recovery(Findings findings, String region) {
    String phase = findings.runs().getLast().phase().name();
    List<Sample> samples = findings.samples(phase);
    Sample healed = findings.runs().getLast().before();
    if (!healed.of(region).leftAlone()) {
      return Optional.empty();
    }
    long before = healed.of(region).answered();
    Optional<Sample> first =
        samples.stream().filter(sample -> sample.of(region).answered() > before).findFirst();
    return first.flatMap(
        good ->
            samples.stream()
                .filter(sample -> isBack(sample.of(region), before))
                .findFirst()
                .map(back -> recovery(region, samples, healed, good, back)));
  }

  private static boolean isBack(Sample.Target target, long before) {
    return !target.leftAlone() && target.answered() >= before + Findings.BACK_IN_TRAFFIC;
  }

  private static Recovery recovery(
      String region, List<Sample> samples, Sample healed, Sample good, Sample back) {
    Sample second =
        samples.stream()
            .filter(sample -> sample.nanos() >= good.nanos() + SECOND)
            .findFirst()
            .orElse(samples.getLast());
    long mine = second.of(region).received() - good.of(region).received();
    long all = Math.max(1, second.received() - good.received());
    return new Recovery(
        (good.nanos() - healed.nanos()) / 1_000_000,
        (back.nanos() - good.nanos()) / 1_000_000,
        (double) mine / all);
  }
}
