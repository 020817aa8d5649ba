package io.bactrian.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.calls.CallLog;
import io.bactrian.simulator.control.ControlPort;
import io.bactrian.simulator.fault.Faults;
import io.bactrian.simulator.latency.TimingTable;
import io.bactrian.simulator.reply.SimulatedBedrock;
import io.bactrian.simulator.server.CallHandler;
import io.bactrian.simulator.server.DateHeader;
import io.bactrian.simulator.server.RegionContext;
import io.bactrian.simulator.server.RegionPort;
import io.bactrian.simulator.server.RegionPorts;
import io.bactrian.simulator.server.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A running simulator of Amazon Bedrock in any number of regions. */
public final class BedrockSimulator implements AutoCloseable {

  private static final long LONGEST_CHANGE_SECONDS = 20;

  private final Vertx vertx;
  private final RegionPorts regions;
  private final Faults faults;
  private final CallLog calls;
  private final URI controlEndpoint;

  private BedrockSimulator(
      Vertx vertx, RegionPorts regions, Faults faults, CallLog calls, URI controlEndpoint) {
    this.vertx = vertx;
    this.regions = regions;
    this.faults = faults;
    this.calls = calls;
    this.controlEndpoint = controlEndpoint;
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
    try {
      regions.apply();
      faults.onChange(regions::apply);
      URI control = openControl(vertx, settings.controlPort(), faults, calls, regions);
      return new BedrockSimulator(vertx, regions, faults, calls, control);
    } catch (RuntimeException e) {
      await(vertx.close());
      throw e;
    }
  }

  private static URI openControl(
      Vertx vertx, int port, Faults faults, CallLog calls, RegionPorts regions) {
    try {
      return await(
          ControlPort.open(vertx, port, faults, calls, regions::endpoints, System::nanoTime));
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "control-port " + port + " cannot be opened: " + e.getCause(), e);
    }
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LONGEST_CHANGE_SECONDS, TimeUnit.SECONDS)
        .join();
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
              var bedrock =
                  new SimulatedBedrock(region, settings.sentences(), settings.knowledge(), json);
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
    return regions.endpoints();
  }

  /** The address of the control API. */
  public URI controlEndpoint() {
    return controlEndpoint;
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
    await(vertx.close());
  }
}
