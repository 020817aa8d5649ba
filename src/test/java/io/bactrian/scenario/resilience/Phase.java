package io.bactrian.scenario.resilience;

import io.bactrian.simulator.fault.Fault;
import java.util.List;

/**
 * A part of a scenario: what goes wrong, and until when.
 *
 * @param name what findings call it
 * @param faults all that goes wrong while it lasts
 * @param traffic what callers ask meanwhile
 * @param halfOpen regions whose breakers an operator half-opens at its beginning
 * @param alone whether it begins only when no call of before is under way any more
 * @param redis what the gateway's Redis does meanwhile, where it has one
 * @param until when it is over
 */
record Phase(
    String name,
    List<Fault> faults,
    Traffic traffic,
    List<String> halfOpen,
    boolean alone,
    Redis redis,
    Until until) {

  /** The ways of a store to be there, or not. */
  enum Redis {
    RUNS,
    /** Refuses connections. */
    STOPPED,
    /** Takes connections and commands, and answers nothing. */
    FROZEN
  }

  static Phase of(String name, Traffic traffic, Until until, Fault... faults) {
    return new Phase(name, List.of(faults), traffic, List.of(), false, Redis.RUNS, until);
  }

  /** For what is claimed of every one of its calls. */
  Phase begunAlone() {
    return new Phase(name, faults, traffic, halfOpen, true, redis, until);
  }

  Phase whileRedis(Redis is) {
    return new Phase(name, faults, traffic, halfOpen, alone, is, until);
  }

  Phase halfOpening(String region) {
    return new Phase(name, faults, traffic, List.of(region), true, redis, until);
  }
}
