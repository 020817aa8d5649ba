package io.bactrian.scenario.resilience;

import static io.bactrian.scenario.resilience.Findings.EAST;
import static io.bactrian.scenario.resilience.Findings.WEST;

import io.bactrian.simulator.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;

/** Streams go wrong before their first content, which nobody must see, and after it. */
final class StreamScenarios {

  private static final String NORMAL = "normal";
  private static final String BAD = "bad";
  private static final int MIDDLE = 6;
  private static final int READ_BEFORE_LEAVING = 400;
  private static final long HALF_A_SECOND = 500;

  private final Form form;
  private final Traffic streams = Traffic.perSecond(20).asStreams();
  private final Until some;
  private final Duration timer;

  StreamScenarios(Form form) {
    this.form = form;
    some = form.either(Until.ended(20), Duration.ofSeconds(10));
    timer = form.either(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  List<Scenario> all() {
    return List.of(reset(), silent(), fallingSilent(), corrupted(), leaving());
  }

  /** The region with the fault is the preferred one. */
  private Script script(String id, String title) {
    return new Script(form, id, title)
        .set("bactrian.strategy", "failover")
        .set("bactrian.cache.mode", "off");
  }

  private Phase bad(Until inShort, Fault fault) {
    return Phase.of(BAD, streams, form.either(inShort, Duration.ofSeconds(15)), fault.in(EAST));
  }

  private Scenario reset() {
    Traffic same = streams.of(1);
    Until open = Until.state(EAST, State.OPEN).and(Until.ended(40));
    return script("R11", "streams are reset in the middle")
        .phase(Phase.of(NORMAL, same, some))
        .phase(
            Phase.of(
                    BAD,
                    same,
                    form.either(open, Duration.ofSeconds(15)),
                    Fault.streamResetAfter(MIDDLE).in(EAST))
                .begunAlone())
        .check(
            Checks.every(NORMAL, "whole", ClientCall::live),
            Checks.opens(EAST),
            Checks.every(BAD, "whole, or broken by the protocol's error", this::wholeOrBroken),
            brokenAsReceived(),
            Check.none(
                "broken streams whose text is not the beginning of the whole one", this::retold),
            Check.none(
                "streams that were asked for twice",
                findings -> findings.count(call -> call.upstreamCalls() > 1)))
        .scenario();
  }

  private boolean wholeOrBroken(ClientCall call) {
    return call.live() || call.broken();
  }

  private static Check brokenAsReceived() {
    return new Check(
        "broken streams are those that the region began",
        findings -> {
          long broken = findings.count(ClientCall::broken);
          long reset = findings.failedUpstream(EAST, "stream-reset");
          return new Check.Verdict(
              broken == reset && broken > 0, broken + ", of " + reset + " that were reset");
        });
  }

  private long retold(Findings findings) {
    String whole = findings.in(NORMAL).getFirst().text();
    return findings.count(
        call ->
            call.broken()
                && (call.text().isEmpty()
                    || call.text().equals(whole)
                    || !whole.startsWith(call.text())));
  }

  private Scenario silent() {
    return script("R12", "a region accepts streams and sends nothing")
        .set("bactrian.stream.first-content-timeout", timer.toMillis() + "ms")
        .phase(Phase.of(NORMAL, streams, some))
        .phase(bad(Until.state(EAST, State.OPEN).and(Until.ended(40)), Fault.silence()))
        .check(
            Checks.NO_ERRORS,
            Check.atLeast(
                "streams that another region took over",
                1,
                findings -> findings.count(call -> call.attempts().size() == 2)))
        .checkInLongForm(noLaterThanTimer())
        .scenario();
  }

  private Scenario fallingSilent() {
    return script("R13", "streams fall silent in the middle")
        .set("bactrian.stream.idle-timeout", timer.toMillis() + "ms")
        .phase(Phase.of(NORMAL, streams, some))
        .phase(
            bad(
                Until.state(EAST, State.OPEN).and(Until.ended(40)),
                Fault.streamSilenceAfter(MIDDLE)))
        .check(
            Checks.every(BAD, "whole, or broken by the protocol's error", this::wholeOrBroken),
            Check.atLeast("broken streams", 1, findings -> findings.count(ClientCall::broken)))
        .checkInLongForm(noLaterThanTimer())
        .scenario();
  }

  /** A stream that is cut or taken over lasts no longer than the timer and a good one. */
  private Check noLaterThanTimer() {
    long limit = timer.toMillis() + HALF_A_SECOND;
    return Check.atMost(
        "ms of the slowest stream beyond a normal one, at most " + limit,
        limit,
        findings ->
            Figures.percentile(findings.in(BAD), 100)
                - Figures.percentile(findings.in(NORMAL), 50));
  }

  private Scenario corrupted() {
    Script script =
        script("R14", "streams are corrupted")
            .withoutBreakers()
            .phase(Phase.of(NORMAL, streams, some));
    List<Fault> early = List.of(Fault.corruptCrcAfter(1), Fault.corruptLengthAfter(1));
    List<Fault> middle = List.of(Fault.corruptCrcAfter(MIDDLE), Fault.corruptLengthAfter(MIDDLE));
    for (int i = 0; i < early.size(); i++) {
      script
          .phase(Phase.of("early " + i, streams, some, early.get(i).in(EAST)).begunAlone())
          .phase(Phase.of("middle " + i, streams, some, middle.get(i).in(EAST)).begunAlone());
    }
    return script
        .check(
            Checks.every("early", "whole, of another region", call -> whole(call, WEST)),
            Checks.every("middle", "broken by the protocol's error", ClientCall::broken))
        .checkInLongForm(Checks.fasterThan("middle", 100, 1_000, ClientCall::broken))
        .scenario();
  }

  private static boolean whole(ClientCall call, String region) {
    return call.live() && call.servedIn(region);
  }

  private Scenario leaving() {
    return script("R15", "clients leave in the middle of streams")
        .set("bactrian.simulator.token-pace", "100ms")
        .phase(
            Phase.of(
                "leaving",
                streams.leavingAfter(READ_BEFORE_LEAVING),
                form.either(Until.ended(40), Duration.ofSeconds(15))))
        .check(
            new Check(
                "every stream is cancelled at the region",
                findings -> {
                  long cancelled = findings.failedUpstream(EAST, "disconnected");
                  return new Check.Verdict(
                      cancelled == findings.calls().size(),
                      cancelled + " of " + findings.calls().size());
                }),
            Checks.staysClosed(EAST))
        .scenario();
  }
}
