package io.bactrian.config;

import io.bactrian.api.BodyReader;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.ingress.edge.EdgeHeaders;
import io.bactrian.ingress.edge.EdgePaths;
import io.bactrian.ingress.edge.EdgeRequestEnd;
import io.bactrian.ingress.edge.EdgeServer;
import io.bactrian.ingress.edge.EdgeSettings;
import io.bactrian.ingress.edge.EdgeSources;
import io.bactrian.ingress.edge.PlatformHttpBinding;
import io.bactrian.ingress.json.BadJson;
import io.bactrian.ingress.json.JsonBodies;
import io.bactrian.ingress.json.JsonLimits;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.OptionHeaders;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Makes the HTTP edge from the settings. */
final class EdgeParts {

  private static final Set<String> CALL_PATHS =
      Set.of(
          "/chat",
          "/generate",
          "/v1/chat/completions",
          "/v1/messages",
          "/v1/messages/count_tokens");

  /** Of all servers, the management port's among them. */
  static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /**
   * Event loops that serve connections: one for two cores, as most of a call's work is done on
   * threads of their own. With more each is woken more often, for fewer requests at a time.
   */
  static final int LISTENERS = EVENT_LOOPS / 2;

  /** The edge's own, and those of a client that are part of Bedrock's InvokeModel. */
  private static final List<String> OWN_HEADERS =
      List.of(
          EdgeHeaders.REQUEST_ID,
          EdgeHeaders.RECEIVED_NANOS,
          "X-Amzn-Bedrock-Trace",
          "X-Amzn-Bedrock-GuardrailIdentifier",
          "X-Amzn-Bedrock-GuardrailVersion",
          "X-Amzn-Bedrock-PerformanceConfig-Latency",
          "X-Amzn-Bedrock-Service-Tier");

  private static final List<String> REPLY_HEADERS =
      List.of(
          "Content-Type",
          "Age",
          "Retry-After",
          "x-bactrian-served-by",
          "x-bactrian-attempts",
          "x-bactrian-degraded",
          "x-bactrian-overhead-ms",
          "x-bactrian-strategy",
          "x-should-retry",
          "x-amzn-errortype",
          "x-amzn-requestid",
          "request-id",
          "x-amzn-bedrock-content-type",
          "x-amzn-bedrock-input-token-count",
          "x-amzn-bedrock-output-token-count",
          "x-amzn-bedrock-cache-read-input-token-count",
          "x-amzn-bedrock-cache-write-input-token-count",
          "x-amzn-bedrock-invocation-latency",
          "x-amzn-bedrock-performanceconfig-latency",
          "x-amzn-bedrock-service-tier");

  private EdgeParts() {}

  static EdgeServer server(
      Vertx vertx,
      GatewaySettings settings,
      Sources sources,
      LongSupplier retryAfter,
      EventPublisher events) {
    return new EdgeServer(
        vertx,
        edgeSettings(settings),
        new EdgePaths(
            EdgeParts::isCall,
            EdgeParts::isCall,
            EdgeParts::isInvocation,
            "/test/set-region-mapping"::equals,
            EdgeParts::isOperation,
            settings.operating().adminPublic()),
        new EdgeSources(sources.nanoClock(), sources.requestIds(), retryAfter),
        end -> publishUnlessCall(end, events),
        LISTENERS);
  }

  /** The endpoints for calls: they need a place, and a JSON body. */
  static boolean isCall(String path) {
    return CALL_PATHS.contains(path) || path.startsWith("/model/");
  }

  /** A body in a model's own format is a blob to the AWS SDKs, which need not say what is in it. */
  private static boolean isInvocation(String path) {
    return path.startsWith("/model/")
        && (path.endsWith("/invoke") || path.endsWith("/invoke-with-response-stream"));
  }

  /** Operators' paths, which the management port serves too. */
  static boolean isOperation(String path) {
    return path.equals("/circuit-breakers")
        || path.startsWith("/circuit-breakers/")
        || path.equals("/queues")
        || path.startsWith("/queues/")
        || path.equals("/strategy")
        || path.startsWith("/strategy/")
        || path.startsWith("/test/");
  }

  /** Only what the edge has written comes in, only what a route sets on purpose goes out. */
  static HeaderFilterStrategy headerFilter() {
    List<String> allowed = new ArrayList<>(OWN_HEADERS);
    allowed.addAll(OptionHeaders.NAMES);
    return PlatformHttpBinding.headerFilter(allowed, REPLY_HEADERS);
  }

  static JsonBodies jsonBodies(GatewaySettings settings) {
    int longest = settings.http().maxJsonString();
    return new JsonBodies(
        new JsonLimits(settings.http().maxJsonDepth(), longest, 100, 256, 1_000_000));
  }

  static BodyReader bodyReader(JsonBodies bodies) {
    return body -> {
      try {
        return bodies.read(body);
      } catch (BadJson bad) {
        throw new InvalidRequest(bad.getMessage());
      }
    };
  }

  /** A call that became one has an event of its own, with more in it. */
  private static void publishUnlessCall(EdgeRequestEnd end, EventPublisher events) {
    if (!isCall(end.route())) {
      events.publish(
          new RequestFinished(
              end.requestId(), end.method(), end.route(), end.status(), end.durationNanos()));
    }
  }

  static EdgeSettings edgeSettings(GatewaySettings settings) {
    GatewaySettings.Http http = settings.http();
    GatewaySettings.Admission admission = settings.admission();
    return new EdgeSettings(
        http.host(),
        http.port(),
        http.maxBodyBytes(),
        http.maxHeaderBytes(),
        http.headerTimeout(),
        http.bodyTimeout(),
        http.idleTimeout(),
        http.maxConnections(),
        admission.maxInFlight(),
        admission.maxWaiting(),
        admission.maxWait(),
        admission.batchShare());
  }
}
