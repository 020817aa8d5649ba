package io.bactrian.config;

import io.bactrian.bedrock.StreamSettings;
import io.bactrian.call.Target;
import io.bactrian.fallback.CacheMode;
import io.bactrian.resilience.BreakerSettings;
import io.bactrian.resilience.ConcurrencySettings;
import io.bactrian.resilience.CoolDownSettings;
import io.bactrian.routing.FailoverSettings;
import io.bactrian.routing.HedgeSettings;
import io.bactrian.routing.Residency;
import io.bactrian.routing.RetrySettings;
import io.bactrian.shadow.ShadowSettings;
import io.bactrian.state.StateSettings;
import io.bactrian.store.RedisSettings;
import io.bactrian.translator.PromptSettings;
import io.bactrian.translator.openai.OpenAiSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of the gateway, parsed once and known to be legal. */
public record GatewaySettings(
    boolean simulated,
    Bedrock bedrock,
    List<Region> regions,
    List<Target> targets,
    String defaultModel,
    Residency residency,
    Map<String, Instant> availableFrom,
    Map<String, List<String>> fallbackModels,
    Map<String, BreakerSettings> breakers,
    BreakerSettings standardBreaker,
    CoolDownSettings coolDowns,
    ConcurrencySettings concurrency,
    Http http,
    Admission admission,
    String strategy,
    FailoverSettings failover,
    RetrySettings retries,
    HedgeSettings hedging,
    Streams streams,
    Cache cache,
    RedisSettings redis,
    Degraded degraded,
    LadderSettings.Ladder ladder,
    PromptSettings chat,
    PromptSettings generate,
    OpenAiSettings openAi,
    Optional<ShadowSettings> shadow,
    Operating operating,
    Simulator simulator,
    StateSettings state,
    StrategySection.ModelStrategy modelStrategy,
    CanarySection.Trials canaries,
    QueueSection.Queues queues) {

  /** Limits of the connection to Bedrock; {@code maxConnections} is per region. */
  public record Bedrock(
      int maxConnections, Duration connectTimeout, Duration acquireTimeout, boolean direct) {}

  /** One region; {@code endpoint} is null where AWS's own is used. */
  public record Region(String name, int weight, int order, URI endpoint) {}

  /** The public HTTP server. */
  public record Http(
      String host,
      int port,
      int maxBodyBytes,
      int maxHeaderBytes,
      Duration headerTimeout,
      Duration bodyTimeout,
      Duration idleTimeout,
      int maxConnections,
      int maxJsonDepth,
      int maxJsonString) {}

  /** How many calls there may be, and for how long; {@code batchShare} in percent. */
  public record Admission(
      int maxInFlight, int maxWaiting, Duration maxWait, int batchShare, Duration deadline) {}

  /** Patience with streams; {@code keepAlive} is the longest silence towards a client. */
  public record Streams(StreamSettings upstream, Duration keepAlive, int maxOpen) {}

  /** Kept answers; {@code maxEntryBytes} is for those outside the process. */
  public record Cache(
      CacheMode mode,
      int maxEntries,
      Duration ttl,
      Duration staleIfError,
      boolean singleFlight,
      int maxEntryBytes) {}

  /** Texts of degraded replies. */
  public record Degraded(String text, Map<String, String> byUseCase) {}

  /** What operators may do where, and how the gateway stops. */
  public record Operating(
      boolean adminPublic,
      boolean testEndpoints,
      boolean healthAndMetricsPublic,
      int eventQueueSize,
      Duration shutdownGrace,
      Duration shutdownTimeout) {}

  /**
   * The embedded simulator; times in the simulator's own notation.
   *
   * @param answers {@code none}, {@code shipped}, or a file of questions and answers
   */
  public record Simulator(
      int firstPort,
      int controlPort,
      String latency,
      String tokenPace,
      int seed,
      String answers,
      List<SimulatedTarget> targets) {}

  /** A simulated model with times and a quality (0 to 1) of its own. */
  public record SimulatedTarget(
      String region, String modelId, String latency, String tokenPace, float quality) {}
}
