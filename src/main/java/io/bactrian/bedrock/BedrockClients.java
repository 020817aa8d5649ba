package io.bactrian.bedrock;

import io.bactrian.bedrock.direct.DirectClient;
import io.bactrian.bedrock.direct.Exchanges;
import io.bactrian.bedrock.direct.Replay;
import io.bactrian.bedrock.direct.ReplayedAnswers;
import io.bactrian.bedrock.direct.RequestSigning;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.auth.scheme.NoAuthAuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeBaseClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes the Bedrock clients, one pair per region. The SDK retries nothing: its retries would bill
 * again and replay streams, and failover is the gateway's own business.
 */
public final class BedrockClients implements SdkAutoCloseable {

  /** Connections that are closed have something to tell their event loop after that. */
  private static final long QUIET_MILLIS = 50;

  private static final long LONGEST_STOP_MILLIS = 2_000;

  /**
   * How clients reach Bedrock; without {@code credentials} the SDK's own chain finds them. Read
   * timeouts are for silence on the connection.
   */
  public record Connection(
      int maxConnections,
      Duration connectTimeout,
      Duration acquireTimeout,
      Duration readTimeout,
      Duration streamReadTimeout,
      Optional<AwsCredentialsProvider> credentials,
      Optional<Direct> direct) {}

  /**
   * Plain questions need not pass through the SDK's pipeline. {@code bearerToken} is the one that
   * the SDK finds in the environment.
   */
  public record Direct(Optional<String> bearerToken, Clock clock) {}

  /**
   * Without it the SDK would prefer a bearer token of the environment to credentials given here.
   */
  private static final BedrockRuntimeAuthSchemeProvider SIGNED =
      BedrockRuntimeAuthSchemeProvider.defaultProvider(List.of("sigv4"));

  private static final AuthSchemeOption UNSIGNED =
      AuthSchemeOption.builder().schemeId(NoAuthAuthScheme.SCHEME_ID).build();

  private static final URI NOWHERE = URI.create("http://replay.invalid");

  private final Connection connection;
  private final RegionMapping mapping;
  // The SDK would share its own with all of the process, and take two idle seconds to end it.
  private final SdkEventLoopGroup eventLoops = SdkEventLoopGroup.builder().build();
  private final SdkAsyncHttpClient asyncHttp;
  private final ScheduledThreadPoolExecutor timeouts;
  private final List<SdkAutoCloseable> opened = new ArrayList<>();

  public BedrockClients(Connection connection, RegionMapping mapping) {
    this.connection = connection;
    this.mapping = mapping;
    this.asyncHttp =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(eventLoops)
            .maxConcurrency(connection.maxConnections())
            .connectionTimeout(connection.connectTimeout())
            .connectionAcquisitionTimeout(connection.acquireTimeout())
            .readTimeout(connection.streamReadTimeout())
            .build();
    opened.add(asyncHttp);
    timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("bedrock-timeouts").factory());
    // Else the timeouts of calls long answered stay until they are due: thousands of them, each
    // with its call.
    timeouts.setRemoveOnCancelPolicy(true);
    opened.add(timeouts::shutdownNow);
  }

  /** The client for whole answers. {@code endpoint} replaces AWS's own address. */
  public BedrockRuntimeClient sync(String region, Optional<URI> endpoint) {
    var rules = new StableEndpoint();
    // Each attempt has a timeout of its own, which interrupts it; but an interrupt can be lost on
    // its way, and without one of the socket such a call would never end.
    var builder =
        BedrockRuntimeClient.builder()
            .httpClient(http(connection.readTimeout()))
            .endpointProvider(rules);
    BedrockRuntimeClient sdk = opened(configured(builder, region, endpoint).build());
    return connection
        .direct()
        .flatMap(
            direct ->
                RequestSigning.of(
                    sdk.serviceClientConfiguration(), direct.bearerToken(), direct.clock()))
        .<BedrockRuntimeClient>map(
            signing ->
                new DirectClient(
                    sdk,
                    reading(region),
                    () -> mapping.isEmpty() ? rules.address() : Optional.empty(),
                    signing,
                    // Its calls end by closing their connection, which is not lost. A socket with
                    // a timeout would wake two more threads for each of them.
                    new Exchanges(http(Duration.ZERO), timeouts),
                    ReplyCapture::capture))
        .orElse(sdk);
  }

  private SdkHttpClient http(Duration socketTimeout) {
    return opened(
        ApacheHttpClient.builder()
            .maxConnections(connection.maxConnections())
            .connectionTimeout(connection.connectTimeout())
            .connectionAcquisitionTimeout(connection.acquireTimeout())
            .socketTimeout(socketTimeout)
            .expectContinueEnabled(false)
            .build());
  }

  /** The SDK as a reader of what was received before: it needs no identity, and sends nothing. */
  private ReplayedAnswers reading(String region) {
    var replay = new Replay();
    var builder =
        configured(BedrockRuntimeClient.builder().httpClient(replay), region, Optional.of(NOWHERE))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .authSchemeProvider(call -> List.of(UNSIGNED));
    return new ReplayedAnswers(replay, opened(builder.build()));
  }

  /** The client for streams. */
  public BedrockRuntimeAsyncClient async(String region, Optional<URI> endpoint) {
    var builder =
        BedrockRuntimeAsyncClient.builder()
            .httpClient(asyncHttp)
            .endpointProvider(new StableEndpoint());
    return opened(configured(builder, region, endpoint).build());
  }

  @Override
  public void close() {
    for (SdkAutoCloseable open : opened.reversed()) {
      open.close();
    }
    eventLoops
        .eventLoopGroup()
        .shutdownGracefully(QUIET_MILLIS, LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private <B extends BedrockRuntimeBaseClientBuilder<B, C>, C extends SdkClient> B configured(
      B builder, String region, Optional<URI> endpoint) {
    builder.region(Region.of(region)).overrideConfiguration(overrides());
    connection
        .credentials()
        .ifPresent(
            credentials -> builder.credentialsProvider(credentials).authSchemeProvider(SIGNED));
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }

  private ClientOverrideConfiguration overrides() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .scheduledExecutorService(timeouts)
        .addExecutionInterceptor(mapping)
        .addExecutionInterceptor(new StreamingForm())
        .addExecutionInterceptor(new ReplyCapture())
        .build();
  }

  private <C extends SdkAutoCloseable> C opened(C client) {
    opened.add(client);
    return client;
  }
}
