package io.bactrian.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.calls.CallLog;
import io.bactrian.simulator.fault.Faults;
import io.bactrian.simulator.latency.TimingTable;
import io.bactrian.simulator.reply.SimulatedBedrock;
import io.bactrian.simulator.server.CallHandler;
import io.bactrian.simulator.server.DateHeader;
import io.bactrian.simulator.server.RegionContext;
import io.bactrian.simulator.server.RegionPort;
import io.bactrian.simulator.server.RegionPorts;
import io.bactrian.simulator.server.RequestIds;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A running simulator of Amazon Bedrock in any number of regions. */
public final class BedrockSimulator implements AutoCloseable {

  private static final long LONGEST_CLOSE_SECONDS = 20;

  private final Vertx vertx;
  private final RegionPorts regions;
  private final Faults faults;
  private final CallLog calls;

  private BedrockSimulator(Vertx vertx, RegionPorts regions, Faults faults, CallLog calls) {
    this.vertx = vertx;
    this.regions = regions;
    this.faults = faults;
    this.calls = calls;
  }

  /**
   * Starts the simulator and returns when all its ports are open.
   *
   * @throws IllegalStateException if a port cannot be opened, naming it
   */
  public static BedrockSimulator start(SimulatorSettings settings) {
    Vertx vertx = Vertx.vertx(options(settings.eventLoops()));
    var faults = new Faults(System::nanoTime, settings.seed());
    var calls = new CallLog();
    var regions =
        new RegionPorts(vertx, faults, ports(vertx, settings, context(settings, faults, calls)));
    var simulator = new BedrockSimulator(vertx, regions, faults, calls);
    try {
      regions.apply();
    } catch (RuntimeException e) {
      simulator.close();
      throw e;
    }
    faults.onChange(regions::apply);
    return simulator;
  }

  private static VertxOptions options(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setWorkerPoolSize(2)
        .setUseDaemonThread(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static RegionContext context(SimulatorSettings settings, Faults faults, CallLog calls) {
    UUID start = UUID.randomUUID();
    TimingTable timings = settings.timings();
    return new RegionContext(
        faults,
        calls,
        timings,
        System::nanoTime,
        new Random(settings.seed()),
        new RequestIds(start.getMostSignificantBits(), start.getLeastSignificantBits()),
        new DateHeader(System::currentTimeMillis));
  }

  private static Map<String, RegionPort> ports(
      Vertx vertx, SimulatorSettings settings, RegionContext context) {
    var json = new ObjectMapper();
    Map<String, RegionPort> ports = new LinkedHashMap<>();
    settings
        .regions()
        .forEach(
            (region, port) -> {
              var bedrock = new SimulatedBedrock(region, json);
              var handler = new CallHandler(vertx, region, bedrock, context);
              int wanted = port == 0 ? -1 - ports.size() : port;
              ports.put(region, new RegionPort(vertx, wanted, settings.eventLoops(), handler));
            });
    return ports;
  }

  /**
   * The endpoint to give to an AWS SDK for that region.
   *
   * @throws IllegalArgumentException if the simulator does not have the region, naming those it has
   */
  public URI endpoint(String region) {
    URI endpoint = endpoints().get(region);
    if (endpoint == null) {
      throw new IllegalArgumentException(
          "region " + region + " is not simulated; simulated: " + endpoints().keySet());
    }
    return endpoint;
  }

  /** The endpoints of all regions, in the order of the settings. */
  public Map<String, URI> endpoints() {
    Map<String, URI> endpoints = new LinkedHashMap<>();
    regions.ports().forEach((region, port) -> endpoints.put(region, uri(port.port())));
    return endpoints;
  }

  private static URI uri(int port) {
    return URI.create("http://" + RegionPort.HOST + ":" + port);
  }

  /** What goes wrong; may be changed at any time. */
  public Faults faults() {
    return faults;
  }

  /** The calls received so far. */
  public CallLog calls() {
    return calls;
  }

  /** Closes every port and ends every thread; calls under way are dropped. */
  @Override
  public void close() {
    regions.close();
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
