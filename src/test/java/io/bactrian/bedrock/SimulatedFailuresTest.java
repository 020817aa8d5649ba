package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.SimulatorSettings;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** What the real SDK throws for what comes over a real socket, and what that means. */
@Timeout(30)
@ParameterizedClass(name = "asked directly: {0}")
@ValueSource(booleans = {false, true})
class SimulatedFailuresTest {

  private static final Map<FaultKind, FailureKind> MEANING =
      Map.ofEntries(
          Map.entry(FaultKind.THROTTLING, FailureKind.TARGET_THROTTLED),
          Map.entry(FaultKind.DAILY_QUOTA, FailureKind.TARGET_QUOTA_EXHAUSTED),
          Map.entry(FaultKind.SERVICE_UNAVAILABLE, FailureKind.TARGET_UNAVAILABLE),
          Map.entry(FaultKind.TOO_MANY_CONNECTIONS, FailureKind.TARGET_THROTTLED),
          Map.entry(FaultKind.INTERNAL, FailureKind.TARGET_INTERNAL_ERROR),
          Map.entry(FaultKind.MODEL_TIMEOUT, FailureKind.TARGET_TIMEOUT),
          Map.entry(FaultKind.MODEL_ERROR, FailureKind.TARGET_MODEL_ERROR),
          Map.entry(FaultKind.MODEL_STREAM_ERROR, FailureKind.TARGET_MODEL_ERROR),
          Map.entry(FaultKind.MODEL_NOT_READY, FailureKind.TARGET_NOT_READY),
          Map.entry(FaultKind.ACCESS_DENIED, FailureKind.TARGET_ACCESS_DENIED),
          Map.entry(FaultKind.RESOURCE_NOT_FOUND, FailureKind.TARGET_MODEL_NOT_FOUND),
          Map.entry(FaultKind.VALIDATION, FailureKind.CALLER_INVALID_REQUEST),
          Map.entry(FaultKind.OPERATION_NOT_ALLOWED, FailureKind.TARGET_MODEL_NOT_ON_DEMAND),
          Map.entry(FaultKind.CONTEXT_LENGTH, FailureKind.CALLER_CONTEXT_TOO_LONG),
          Map.entry(FaultKind.ON_DEMAND_NOT_SUPPORTED, FailureKind.TARGET_MODEL_NOT_ON_DEMAND),
          Map.entry(FaultKind.SERVICE_QUOTA_EXCEEDED, FailureKind.TARGET_QUOTA_EXHAUSTED));

  private static final int MAX_CONNECTIONS = 10;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  private static final Target EAST = new Target("us-east-1", "haiku", "a.model-v1:0", 1, 0);

  private static BedrockSimulator simulator;
  private static RegionMapping mapping;
  private final BedrockClients clients;
  private final BedrockRuntimeClient client;
  private final InjectedFailures injected = new InjectedFailures(System::nanoTime, () -> 0.0);
  private final ConverseRequests requests = new ConverseRequests(injected);
  private final BedrockFailures failures = new BedrockFailures();

  SimulatedFailuresTest(boolean directly) {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
    var direct = new BedrockClients.Direct(Optional.empty(), Clock.systemUTC());
    clients =
        new BedrockClients(
            new BedrockClients.Connection(
                MAX_CONNECTIONS,
                LONG_ENOUGH,
                LONG_ENOUGH,
                LONG_ENOUGH,
                LONG_ENOUGH,
                Optional.of(credentials),
                Optional.of(direct).filter(any -> directly)),
            mapping);
    client = clients.sync("us-east-1", Optional.of(simulator.endpoint("us-east-1")));
    // Of its first call, which the SDK makes, a direct client learns its endpoint.
    ask(attempt(LONG_ENOUGH));
  }

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions("us-east-1", "us-west-2"));
    mapping = new RegionMapping(simulator.endpoints());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
    mapping.clear();
    clients.close();
  }

  static Stream<FaultKind> exceptions() {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.exception().isPresent())
        // Bedrock's model does not allow these two for Converse, so the simulator leaves it alone.
        .filter(kind -> kind != FaultKind.MODEL_STREAM_ERROR)
        .filter(kind -> kind != FaultKind.SERVICE_QUOTA_EXCEEDED);
  }

  private static TargetCall attempt(Duration timeout) {
    return TargetCall.of(Calls.asking("Why?"), EAST, timeout);
  }

  private ConverseResponse ask(TargetCall attempt) {
    return client.converse(requests.toConverse(attempt));
  }

  private Failure failure(Duration timeout) {
    Throwable thrown = catchThrowable(() -> ask(attempt(timeout)));
    assertThat(thrown).isNotNull();
    return failures.classify(thrown);
  }

  private Failure failure() {
    return failure(LONG_ENOUGH);
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void every_exception_means_its_row_of_the_table(FaultKind kind) {
    simulator.faults().set(Fault.exception(kind));

    Failure failure = failure();

    assertThat(failure.kind()).isEqualTo(MEANING.get(kind));
    assertThat(failure.message()).isEqualTo(kind.message("a.model-v1:0"));
    assertThat(failure.requestId()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void is_never_retried_by_the_sdk(FaultKind kind) {
    simulator.faults().set(Fault.exception(kind).times(1));

    failure();

    assertThat(ask(attempt(LONG_ENOUGH))).isNotNull();
  }

  @Test
  void a_refused_connection_is_a_failed_connection() {
    simulator.faults().set(Fault.connectionRefused().in("us-east-1"));
    assertThat(failure().kind()).isEqualTo(FailureKind.TARGET_CONNECTION_FAILED);
  }

  @Test
  void a_reset_is_a_failed_connection() {
    simulator.faults().set(Fault.reset());
    assertThat(failure().kind()).isEqualTo(FailureKind.TARGET_CONNECTION_FAILED);
  }

  @Test
  void success_without_content_or_output_is_an_empty_reply() {
    simulator.faults().set(Fault.zeroContent());
    assertThat(failure().kind()).isEqualTo(FailureKind.TARGET_EMPTY_REPLY);
    simulator.faults().clear();
    simulator.faults().set(Fault.noOutput());
    assertThat(failure().kind()).isEqualTo(FailureKind.TARGET_EMPTY_REPLY);
  }

  @Test
  void an_interrupted_call_means_that_the_gateway_stops() {
    Thread.currentThread().interrupt();
    Failure failure = failure();
    assertThat(Thread.interrupted()).as("the interrupt is kept or consumed").isIn(true, false);
    assertThat(failure.kind()).isEqualTo(FailureKind.GATEWAY_STOPPING);
  }

  @Test
  void so_does_one_that_is_interrupted_while_it_waits() throws Exception {
    simulator.faults().set(Fault.silence());
    var kind = new CompletableFuture<FailureKind>();
    Thread asking = Thread.ofVirtual().start(() -> kind.complete(failure().kind()));
    await().until(() -> asking.getState().name().endsWith("WAITING"));
    asking.interrupt();
    assertThat(kind.get(10, TimeUnit.SECONDS)).isEqualTo(FailureKind.GATEWAY_STOPPING);
  }

  @Test
  void silence_is_a_timeout_that_leaves_no_connection_behind() {
    simulator.faults().set(Fault.silence());
    for (int call = 0; call < 3 * MAX_CONNECTIONS; call++) {
      assertThat(failure(Duration.ofMillis(20)).kind()).isEqualTo(FailureKind.TARGET_TIMEOUT);
    }
    simulator.faults().clear();
    assertThat(ask(attempt(LONG_ENOUGH))).isNotNull();
  }

  @Test
  void the_whole_answer_comes_back_to_the_attempt() {
    TargetCall attempt = attempt(LONG_ENOUGH);
    ask(attempt);

    var reply = (TargetCall.Whole) attempt.reply().get();
    assertThat(reply.answer().conversed().output().message().content().getFirst().text())
        .contains("us-east-1");
    assertThat(reply.answer().conversed().metrics().latencyMs()).isNotNegative();
    assertThat(reply.requestId()).isPresent();
  }

  @Test
  void a_failed_attempt_leaves_no_answer() {
    simulator.faults().set(Fault.zeroContent());
    TargetCall attempt = attempt(LONG_ENOUGH);
    catchThrowable(() -> ask(attempt));
    assertThat(attempt.reply().get()).isNull();
  }

  @Test
  void a_mapped_region_is_answered_by_the_other_one() {
    mapping.map("us-east-1", "us-west-2");
    TargetCall attempt = attempt(LONG_ENOUGH);

    ask(attempt);

    var reply = (TargetCall.Whole) attempt.reply().get();
    assertThat(reply.answer().conversed().output().message().content().getFirst().text())
        .contains("us-west-2");
  }

  @Test
  void an_injected_failure_looks_like_bedrocks_own() {
    injected.enable(
        InjectedFailure.of(InjectedKind.UNAVAILABLE).inRegion(Optional.of("us-east-1")));
    assertThat(failure().kind()).isEqualTo(FailureKind.TARGET_UNAVAILABLE);
    injected.disable();
    assertThat(ask(attempt(LONG_ENOUGH))).isNotNull();
  }
}
