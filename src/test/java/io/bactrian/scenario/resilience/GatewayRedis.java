package io.bactrian.scenario.resilience;

import io.bactrian.fixture.RedisProcess;
import io.bactrian.scenario.resilience.Phase.Redis;
import java.util.HashMap;
import java.util.Map;

/** The real Redis of a gateway under test, where its scenario has one. */
final class GatewayRedis implements AutoCloseable {

  private final RedisProcess process;
  private Redis state = Redis.RUNS;

  GatewayRedis(Scenario scenario) {
    process = scenario.redis() ? RedisProcess.start() : null;
  }

  /** The settings, with its address. */
  Map<String, String> with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    if (process != null) {
      all.put("bactrian.redis.uri", process.uri());
    }
    return all;
  }

  void become(Redis wanted) {
    if (process == null || wanted == state) {
      return;
    }
    switch (state) {
      case STOPPED -> process.run();
      case FROZEN -> process.thaw();
      case RUNS -> {}
    }
    switch (wanted) {
      case STOPPED -> process.stop();
      case FROZEN -> process.freeze();
      case RUNS -> {}
    }
    state = wanted;
  }

  @Override
  public void close() {
    if (process != null) {
      become(Redis.RUNS);
      process.close();
    }
  }
}
