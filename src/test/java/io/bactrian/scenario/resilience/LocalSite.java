package io.bactrian.scenario.resilience;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import io.bactrian.scenario.FreePorts;
import io.bactrian.simulator.BedrockSimulator;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The whole gateway in this process, with its embedded simulator. */
final class LocalSite implements Site {

  private final Gateway gateway;

  LocalSite(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("camel.management.port", Integer.toString(FreePorts.next()));
    gateway = LocalGateway.start(all);
  }

  @Override
  public URI gateway() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  @Override
  public BedrockSimulator simulator() {
    return gateway.backend().simulator().orElseThrow();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
