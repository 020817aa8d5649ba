package io.bactrian.scenario.resilience;

import io.bactrian.simulator.BedrockSimulator;
import java.net.URI;
import java.util.Map;

/** A gateway under test, and the simulated Bedrock that it asks. */
interface Site extends AutoCloseable {

  URI gateway();

  BedrockSimulator simulator();

  @Override
  void close();

  /** In this process for the short form; in one of its own, with its own heap, for the long one. */
  static Site open(Form form, Map<String, String> settings) {
    return form == Form.SHORT ? new LocalSite(settings) : new ProcessSite(settings);
  }
}
