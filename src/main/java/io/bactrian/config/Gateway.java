package io.bactrian.config;

import io.bactrian.bedrock.BedrockClients;
import io.bactrian.bedrock.RegionMapping;
import io.bactrian.health.DrainCheck;
import io.bactrian.ingress.edge.EdgeServer;
import io.bactrian.ingress.edge.PlatformHttpBinding;
import io.bactrian.ingress.edge.VirtualThreadVertx;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: everything is made here, started in order and stopped in reverse. */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final GatewaySettings settings;
  private final Sources sources = Sources.real();
  private final SedaEvents events;
  private final DrainCheck drainCheck = new DrainCheck();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService timer;
  private final Vertx vertx;
  private final Backend backend;
  private final BedrockClients clients;
  private final StrategyParts strategy;
  private final CanaryParts canaries;
  private final CallPath path;
  private final EdgeServer edge;
  private final StateKeeping state;
  private final Messaging messaging;
  private final IntakeParts intake;
  private final ShadowParts shadow;
  private final Main main = new Main();
  private int port;

  private Gateway(GatewaySettings settings, SettingSources settingSources) {
    this.settings = settings;
    events = new SedaEvents(settings.operating().eventQueueSize());
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bactrian-timer").factory());
    vertx =
        VirtualThreadVertx.create(new VertxOptions().setEventLoopPoolSize(EdgeParts.EVENT_LOOPS));
    backend = Backend.of(settings);
    var mapping = new RegionMapping(backend.endpoints());
    clients =
        new BedrockClients(
            backend.connection(settings, sources.clock().withZone(ZoneOffset.UTC)), mapping);
    strategy = new StrategyParts(settings, events, sources);
    canaries = new CanaryParts(settings, strategy.inForce(), events, sources);
    path = new CallPath(settings, events, sources, timer, strategy.inForce());
    edge = EdgeParts.server(vertx, settings, sources, path.retryAdvice::seconds, events);
    state = new StateKeeping(settings, path, sources);
    Beans beans = new Beans(main, settings, path, events, sources);
    beans.bindCallPath();
    beans.bindClients(clients, backend);
    beans.bindOperations(mapping, meters, drainCheck);
    beans.bindMeters(meters, edge.admission());
    beans.meterBorderRoutes(meters);
    state.bind(main, meters);
    strategy.bind(main);
    canaries.bind(main);
    messaging = new Messaging(settings, sources, path.stores);
    messaging.watch(meters);
    intake = new IntakeParts(main, path, sources, events);
    messaging.bind(main, EdgeParts.jsonBodies(settings), edge.admission(), intake.events());
    intake.bind(
        List.copyOf(settings.queues().byName().keySet()),
        messaging.routes(),
        messaging.brokers(),
        meters);
    shadow = new ShadowParts(main, settings, path, sources);
    shadow.bind(meters);
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setOverrideProperties(beans.camelProperties(settingSources));
    // Camel's own strategy hooks into the JVM's stop even when told not to, and would come first.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.configure().withBasePackageScanEnabled(false);
    main.configure().addRoutesBuilder(beans.regionRoutes());
  }

  /**
   * Starts a gateway.
   *
   * @throws InvalidSetting when a setting is not legal
   * @throws IllegalStateException when a port is taken or a route is broken
   */
  public static Gateway start(SettingSources sources) {
    Gateway gateway = new Gateway(SettingsParser.parse(sources), sources);
    try {
      gateway.start();
      return gateway;
    } catch (Exception failed) {
      gateway.close();
      throw failed instanceof RuntimeException known ? known : new IllegalStateException(failed);
    }
  }

  private void start() throws Exception {
    main.init();
    CamelContext context = main.getCamelContext();
    ManagementPort.requireFree(context);
    int configured = settings.http().port();
    // Routes find the router by its port, so a free port must be taken before they start; any other
    // is opened only when they are ready.
    int known = configured == 0 ? edge.start() : configured;
    PlatformHttpBinding.bind(context.getRegistry(), vertx, edge.router(), known);
    events.attach(context, timer);
    state.start();
    strategy.start();
    canaries.start(timer);
    messaging.start();
    shadow.start();
    main.start();
    intake.start(timer);
    ManagementPort.serveOperations(context, edge.router());
    port = configured == 0 ? known : edge.start();
    LOG.info("{}", Banner.of(settings, port, backend));
  }

  /** The public port, also where 0 was asked for. */
  public int port() {
    return port;
  }

  /** The Camel context, for those who look inside. */
  public CamelContext context() {
    return main.getCamelContext();
  }

  /** The endpoints of Bedrock and, in simulator mode, the simulator. */
  public Backend backend() {
    return backend;
  }

  /** Streams that are still open then can be ended in good form; after it they are cut. */
  private Duration beforeTheEnd() {
    return settings.operating().shutdownTimeout().multipliedBy(9).dividedBy(10);
  }

  /**
   * Stops: readiness goes down, new calls are still taken for the grace period, then those in
   * flight may finish.
   */
  @Override
  public void close() {
    drainCheck.beginDraining();
    LOG.info(
        "Bactrian is stopping: {} calls in flight, new ones are taken for {} ms more",
        edge.admission().inFlight(),
        settings.operating().shutdownGrace().toMillis());
    try {
      intake.stop();
      if (port != 0) {
        TimeUnit.NANOSECONDS.sleep(settings.operating().shutdownGrace().toNanos());
      }
      timer.schedule(path.openStreams::breakOff, beforeTheEnd().toMillis(), TimeUnit.MILLISECONDS);
      edge.stop(settings.operating().shutdownTimeout());
      shadow.stop();
      events.flush();
      main.stop();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      messaging.close();
      state.close();
      strategy.close();
      clients.close();
      path.local.close();
      path.stores.close();
      backend.close();
      timer.shutdownNow();
      LOG.info("Bactrian has stopped");
    }
  }
}
