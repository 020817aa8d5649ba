package io.bactrian.scenario.resilience;

import io.bactrian.scenario.MetricsPage;
import io.bactrian.simulator.calls.CallCount;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that was seen of one run of a scenario.
 *
 * @param calls the ledger, in the order of sending
 * @param runs its phases
 * @param samples of the whole run, in order
 * @param end when nothing was under way any more
 * @param metricsAtEnd the gateway's own at that moment
 * @param upstream Bedrock's counts, by region and model
 */
record Findings(
    Scenario scenario,
    List<ClientCall> calls,
    List<PhaseRun> runs,
    List<Sample> samples,
    Sample end,
    MetricsPage metricsAtEnd,
    Map<String, Map<String, CallCount>> upstream) {

  static final String EAST = "us-east-1";
  static final String WEST = "us-west-2";

  /** Answers of a region by which traffic is said to be back. */
  static final int BACK_IN_TRAFFIC = 10;

  private static final String TRANSITIONS = "gateway_circuit_transitions_total";

  /** The calls that were sent in that phase, or in those whose names begin so. */
  List<ClientCall> in(String phase) {
    return calls.stream().filter(call -> call.phase().startsWith(phase)).toList();
  }

  long count(Predicate<ClientCall> which) {
    return calls.stream().filter(which).count();
  }

  /** Calls without an answer whose callers wanted one. */
  long errors() {
    return count(ClientCall::failed);
  }

  /** Requests that got no reply, or another one's. */
  long unaccounted() {
    return count(call -> !call.accounted());
  }

  long upstreamCalls() {
    return counts(CallCount::received);
  }

  double upstreamPerCall() {
    return calls.isEmpty() ? 0 : (double) upstreamCalls() / calls.size();
  }

  /** Calls that Bedrock received and no reply tells of. */
  long untoldUpstreamCalls() {
    return Math.max(0, upstreamCalls() - calls.stream().mapToLong(ClientCall::upstreamCalls).sum());
  }

  /** Tokens that Bedrock bills for answers that no client got whole. */
  long extraTokens() {
    return counts(CallCount::tokens) - calls.stream().mapToLong(ClientCall::tokens).sum();
  }

  private long counts(java.util.function.ToLongFunction<CallCount> figure) {
    return upstream.values().stream()
        .flatMap(models -> models.values().stream())
        .mapToLong(figure)
        .sum();
  }

  /** Calls that ended for that reason at the region, in Bedrock's words. */
  long failedUpstream(String region, String reason) {
    return upstream.getOrDefault(region, Map.of()).values().stream()
        .mapToLong(count -> count.failed().getOrDefault(reason, 0L))
        .sum();
  }

  PhaseRun run(String phase) {
    return runs.stream().filter(run -> run.phase().name().equals(phase)).findFirst().orElseThrow();
  }

  private int index(String phase) {
    return runs.indexOf(run(phase));
  }

  /** What was seen when the phase ended. */
  Sample after(String phase) {
    int next = index(phase) + 1;
    return next < runs.size() ? runs.get(next).before() : end;
  }

  private MetricsPage metricsAfter(String phase) {
    int next = index(phase) + 1;
    return next < runs.size() ? runs.get(next).metricsBefore() : metricsAtEnd;
  }

  /** The samples of a phase. */
  List<Sample> samples(String phase) {
    long from = run(phase).before().nanos();
    long to = after(phase).nanos();
    return samples.stream()
        .filter(sample -> sample.nanos() >= from && sample.nanos() <= to)
        .toList();
  }

  /** Calls that the region received in the phase. */
  long received(String region, String phase) {
    return after(phase).of(region).received() - run(phase).before().of(region).received();
  }

  /** All state changes of the breakers of all regions. */
  long stateChanges() {
    return (long) (changes(EAST, metricsAtEnd) + changes(WEST, metricsAtEnd));
  }

  /** State changes of the breaker of a region, of those into that state. */
  long stateChanges(String region, String into) {
    return (long) metricsAtEnd.sum(TRANSITIONS, name(region), "to=\"" + into + "\"");
  }

  /** Likewise, in one phase. */
  long stateChanges(String region, String into, String phase) {
    String to = "to=\"" + into + "\"";
    return (long)
        (metricsAfter(phase).sum(TRANSITIONS, name(region), to)
            - run(phase).metricsBefore().sum(TRANSITIONS, name(region), to));
  }

  private static double changes(String region, MetricsPage page) {
    return page.sum(TRANSITIONS, name(region));
  }

  private static String name(String region) {
    return "name=\"" + region + "/" + Traffic.MODEL + "\"";
  }

  /** Times that the region was left alone for another reason than its breaker. */
  long coolDowns(String region) {
    return (long) metricsAtEnd.sum("gateway_cooldowns_total", name(region));
  }
}
