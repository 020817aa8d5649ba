package io.bactrian.simulator.server;

import io.bactrian.simulator.fault.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The ports of all regions: open, or closed while a fault refuses connections to the region. */
public final class RegionPorts {

  private static final long LONGEST_CHANGE_SECONDS = 20;

  private final Vertx vertx;
  private final Faults faults;
  private final Map<String, RegionPort> ports;
  private final Map<String, PortHold> holds = new HashMap<>();
  private boolean closed;

  public RegionPorts(Vertx vertx, Faults faults, Map<String, RegionPort> ports) {
    this.vertx = vertx;
    this.faults = faults;
    this.ports = new LinkedHashMap<>(ports);
  }

  /** The address of each region, whether its port is open now or not. */
  public Map<String, URI> endpoints() {
    Map<String, URI> endpoints = new LinkedHashMap<>();
    ports.forEach((region, port) -> endpoints.put(region, port.address()));
    return endpoints;
  }

  /**
   * Opens and closes ports until they are as the faults demand. Blocks, so it must not run on an
   * event loop.
   *
   * @throws IllegalStateException if a port cannot be opened, naming it
   */
  public synchronized void apply() {
    if (closed) {
      return;
    }
    for (Map.Entry<String, RegionPort> entry : ports.entrySet()) {
      boolean refused = faults.refuses(entry.getKey());
      if (refused && entry.getValue().isOpen()) {
        await(entry.getValue().shut(), entry);
        holds.put(entry.getKey(), PortHold.take(entry.getValue().port()));
      } else if (!refused && !entry.getValue().isOpen()) {
        release(entry.getKey());
        await(entry.getValue().open(), entry);
      }
    }
    faults
        .nextRefusalEnd()
        .ifPresent(
            left ->
                vertx.setTimer(
                    left.toMillis() + 1,
                    timer -> vertx.executeBlocking(RegionPorts.this::reapply)));
  }

  /** Lets go of every port that is held; those that are open end with Vert.x. */
  public synchronized void close() {
    closed = true;
    holds.values().forEach(PortHold::close);
    holds.clear();
  }

  private Void reapply() {
    apply();
    return null;
  }

  private void release(String region) {
    PortHold hold = holds.remove(region);
    if (hold != null) {
      hold.close();
    }
  }

  private static void await(Future<Void> change, Map.Entry<String, RegionPort> entry) {
    try {
      change
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(LONGEST_CHANGE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "port "
              + entry.getValue().port()
              + " of region "
              + entry.getKey()
              + " cannot be opened or closed: "
              + e.getCause(),
          e);
    }
  }
}
