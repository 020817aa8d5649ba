package io.bactrian.config;

import io.bactrian.api.BodyReader;
import io.bactrian.bedrock.BedrockClients;
import io.bactrian.bedrock.ConverseRequests;
import io.bactrian.bedrock.OtherOperations;
import io.bactrian.bedrock.RegionMapping;
import io.bactrian.bedrock.StreamingCalls;
import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.fallback.DegradedReplies;
import io.bactrian.fallback.FallbackLadder;
import io.bactrian.health.DrainCheck;
import io.bactrian.ingress.CallAdmission;
import io.bactrian.ingress.edge.Admission;
import io.bactrian.ingress.edge.Priority;
import io.bactrian.ingress.json.JsonBodies;
import io.bactrian.metrics.EventLog;
import io.bactrian.metrics.EventMeters;
import io.bactrian.metrics.StateMeters;
import io.bactrian.operations.BreakerBoard;
import io.bactrian.operations.CallExplanation;
import io.bactrian.operations.OperationsApi;
import io.bactrian.operations.RegionsBean;
import io.bactrian.operations.ServiceApi;
import io.bactrian.operations.TestControls;
import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.routing.HedgeTally;
import io.bactrian.routing.Planner;
import io.bactrian.routing.RegionRoutes;
import io.bactrian.routing.RetryTally;
import io.bactrian.upstream.Places;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.Service;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Binds what the routes name. The names here are the names in the YAML files. */
final class Beans {

  private final Main main;
  private final GatewaySettings settings;
  private final CallPath path;
  private final SedaEvents events;
  private final Sources sources;
  private final JsonBodies bodies;

  Beans(Main main, GatewaySettings settings, CallPath path, SedaEvents events, Sources sources) {
    this.main = main;
    this.settings = settings;
    this.path = path;
    this.events = events;
    this.sources = sources;
    this.bodies = EdgeParts.jsonBodies(settings);
  }

  void bindCallPath() {
    main.bind("edgeHeaders", EdgeParts.headerFilter());
    main.bind("templateDescriptions", new TemplateDescriptions());
    new CallApis(main, settings, path, events, sources, bodies).bind();
    main.bind("callAdmission", new CallAdmission(settings.admission().deadline()));
    CallPredicates.bind(main, path.otherModels);
    main.bind("residency", settings.residency());
    main.bind("modelSelection", path.modelSelection);
    main.bind("planner", new Planner(path.pool));
    main.bind("circuitBreakers", path.breakerRegistry);
    for (Breakers.Entry entry : path.breakers.all()) {
      main.bind(entry.breaker().getName(), entry.breaker());
    }
    main.bind("regionBalancer", path.balancer);
    main.bind("errorsAsExceptions", new ErrorsAsExceptions());
    main.bind("converseRequests", new ConverseRequests(path.injectedFailures));
    main.bind("fallbackLadder", new FallbackLadder());
    main.bind("otherModels", path.otherModels);
    main.bind("localModel", path.local.model);
    path.kept.bind(main);
    main.bind(
        "degradedReplies",
        new DegradedReplies(
            settings.degraded().text(),
            settings.degraded().byUseCase(),
            settings.ladder().rules()));
  }

  void bindClients(BedrockClients clients, Backend backend) {
    var places = new Places(settings.streams().maxOpen());
    for (Region region : settings.regions()) {
      String name = RegionRoutes.clientName(region.name());
      var sync = clients.sync(region.name(), backend.override(region.name()));
      main.bind(name, sync);
      main.bind(name + "-others", new OtherOperations(sync, path.injectedFailures));
      var async = clients.async(region.name(), backend.override(region.name()));
      main.bind(name + "-async", async);
      main.bind(
          name + "-streams",
          new StreamingCalls(
              async,
              path.injectedFailures,
              settings.streams().upstream(),
              places,
              sources.nanoClock()));
    }
  }

  void bindOperations(RegionMapping mapping, PrometheusMeterRegistry meters, DrainCheck drain) {
    var board =
        new BreakerBoard(
            path.breakers,
            path.local.joined(path.pool),
            path.poolBreaker,
            path.retryAdvice,
            events,
            sources.clock());
    var controls =
        new TestControls(
            path.pool, path.breakers, path.strategy, path.injectedFailures, mapping, events);
    BodyReader reader = EdgeParts.bodyReader(bodies);
    main.bind("operationsApi", new OperationsApi(board, controls, reader::read));
    main.bind(
        "callExplanation",
        new CallExplanation(
            path.pool,
            path.strategy,
            path.otherModels::inPlaceOf,
            path.local.health.map(TargetHealth::target)));
    main.bind("serviceApi", new ServiceApi(meters));
    main.bind("drainCheck", drain);
    addService(main, new RegionsBean(path.pool, path.poolBreaker, path.strategy, events));
  }

  void bindMeters(PrometheusMeterRegistry meters, Admission admission) {
    main.bind("metricsRegistry", meters);
    main.bind("eventMeters", new EventMeters(meters));
    main.bind("eventLog", new EventLog());
    var state = new StateMeters(meters);
    path.breakers.all().forEach(entry -> state.watchBreaker(entry.breaker()));
    for (TargetHealth health : path.pool.all()) {
      String name = health.target().id();
      state.watchTarget(name, health::usable, health::inFlight, health::concurrencyLimit);
      state.watchScore(
          name,
          () -> path.strategy.scores().of(name).whole().toMillis(),
          () -> path.strategy.scores().of(name).firstContent().toMillis());
    }
    for (String model : path.pool.models()) {
      RetryTally tally = path.retryBudget.tally(model);
      state.watchRetries(model, tally::free, tally::charged, tally::refused);
      HedgeTally hedges = path.hedges.tally(model);
      state.watchHedges(model, hedges::won, hedges::lost, hedges::refused);
    }
    path.local.health.ifPresent(
        health ->
            state.watchTarget(
                health.target().name(),
                health::usable,
                health::inFlight,
                health::concurrencyLimit));
    state.watchAdmission(admission::inFlight, admission::waiting);
    state.watchShed("admission", () -> admission.rejected(Priority.INTERACTIVE));
    state.watchShed("admission-batch", () -> admission.rejected(Priority.BATCH));
    state.watchEvents(events::dropped);
    state.watchUseCases(path.modelSelection::unknownUseCases);
    path.kept.totals.tell(state::watchCache);
  }

  /**
   * Camel's own meters for the routes at the border. Inside it would cost a tenth of a call's time,
   * and the breakers' and our own meters tell more there.
   */
  void meterBorderRoutes(PrometheusMeterRegistry meters) {
    var factory = new MicrometerRoutePolicyFactory();
    factory.setMeterRegistry(meters);
    factory.getPolicyConfiguration().setContextEnabled(false);
    factory
        .getPolicyConfiguration()
        .setExcludePattern(
            "chat,balance,region-*,fallback,other-model,local-model,cached-answer,degraded-reply,message,"
                + "probe,shadow,metrics");
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            configured.getCamelContext().addRoutePolicyFactory(factory);
          }
        });
    addService(main, factory);
  }

  /** Services must be there before the context starts, or Camel gives them no MBean. */
  static void addService(Main main, Service service) {
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            try {
              configured.getCamelContext().addService(service);
            } catch (Exception refused) {
              throw new IllegalStateException(service + " cannot be added", refused);
            }
          }
        });
  }

  RegionRoutes regionRoutes() {
    return new RegionRoutes(settings.targets());
  }

  /** All settings, with those that depend on the mode as they are in force. */
  Properties camelProperties(SettingSources settingSources) {
    Properties all = settingSources.forCamel();
    all.putIfAbsent("camel.main.routes-include-pattern", RouteFiles.includePattern(Path.of("")));
    all.remove(LadderSettings.API_KEY);
    JmsSection.SECRETS.forEach(all::remove);
    GatewaySettings.Operating operating = settings.operating();
    all.setProperty("bactrian.in-force.test-endpoints", "" + operating.testEndpoints());
    all.setProperty(
        "bactrian.in-force.health-and-metrics", "" + operating.healthAndMetricsPublic());
    all.setProperty(
        "camel.main.shutdown-timeout", "" + Math.max(1, operating.shutdownTimeout().toSeconds()));
    return all;
  }
}
