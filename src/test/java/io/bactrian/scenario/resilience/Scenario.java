package io.bactrian.scenario.resilience;

import java.util.List;
import java.util.Map;

/**
 * Something that goes wrong over time under load, and what must be true of it.
 *
 * @param id as the reliability targets number it
 * @param title what goes wrong
 * @param settings of the gateway, beyond the shipped ones
 * @param redis whether the gateway gets a Redis of its own
 * @param phases one after the other
 * @param checks all must hold
 */
record Scenario(
    String id,
    String title,
    Map<String, String> settings,
    boolean redis,
    List<Phase> phases,
    List<Check> checks) {

  @Override
  public String toString() {
    return id + " " + title;
  }
}
