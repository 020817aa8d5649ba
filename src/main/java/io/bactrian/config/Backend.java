package io.bactrian.config;

import io.bactrian.bedrock.BedrockClients;
import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.simulator.BedrockSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Where Bedrock is: AWS, another address, or the embedded simulator. */
public final class Backend implements AutoCloseable {

  /** A socket may be silent a little longer than an attempt may last, which ends it first. */
  private static final Duration SOCKET_MARGIN = Duration.ofSeconds(5);

  private final Optional<BedrockSimulator> simulator;
  private final Map<String, URI> overrides;
  private final Map<String, URI> endpoints;

  private Backend(
      Optional<BedrockSimulator> simulator,
      Map<String, URI> overrides,
      Map<String, URI> endpoints) {
    this.simulator = simulator;
    this.overrides = Map.copyOf(overrides);
    this.endpoints = Map.copyOf(endpoints);
  }

  static Backend of(GatewaySettings settings) {
    Optional<BedrockSimulator> simulator =
        settings.simulated()
            ? Optional.of(BedrockSimulator.start(EmbeddedSimulator.settings(settings)))
            : Optional.empty();
    Map<String, URI> overrides = new LinkedHashMap<>();
    Map<String, URI> endpoints = new LinkedHashMap<>();
    for (Region region : settings.regions()) {
      Optional<URI> override =
          Optional.ofNullable(region.endpoint())
              .or(() -> simulator.map(running -> running.endpoint(region.name())));
      override.ifPresent(uri -> overrides.put(region.name(), uri));
      endpoints.put(region.name(), override.orElseGet(() -> awsEndpoint(region.name())));
    }
    return new Backend(simulator, overrides, endpoints);
  }

  /** The simulator, in simulator mode. */
  public Optional<BedrockSimulator> simulator() {
    return simulator;
  }

  /** The address of every region. */
  Map<String, URI> endpoints() {
    return endpoints;
  }

  /** An address that replaces AWS's own. */
  Optional<URI> override(String region) {
    return Optional.ofNullable(overrides.get(region));
  }

  /** Real credentials never go to the simulator: it gets made-up ones. */
  BedrockClients.Connection connection(GatewaySettings settings, Clock clock) {
    Optional<AwsCredentialsProvider> credentials =
        simulator.map(
            running ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("simulator", "simulator")));
    return new BedrockClients.Connection(
        settings.bedrock().maxConnections(),
        settings.bedrock().connectTimeout(),
        settings.bedrock().acquireTimeout(),
        settings.failover().callTimeout().plus(SOCKET_MARGIN),
        settings.streams().upstream().idle().plus(SOCKET_MARGIN),
        credentials,
        settings.bedrock().direct()
            ? Optional.of(new BedrockClients.Direct(bearerToken(), clock))
            : Optional.empty());
  }

  @Override
  public void close() {
    simulator.ifPresent(BedrockSimulator::close);
  }

  /** Where the SDK looks for it. */
  private static Optional<String> bearerToken() {
    return Optional.ofNullable(System.getProperty("aws.bearerTokenBedrock"))
        .or(() -> Optional.ofNullable(System.getenv("AWS_BEARER_TOKEN_BEDROCK")));
  }

  private static URI awsEndpoint(String region) {
    return URI.create("https://bedrock-runtime." + region + ".amazonaws.com");
  }
}
