package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.bactrian.simulator.wire.ExceptionType;
import io.bactrian.simulator.wire.Operation;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;

/** The exceptions of Bedrock, and the faults of whole calls, as the AWS SDK sees them. */
@Timeout(60)
class ExceptionFaultsTest {

  private static final String MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String REGION = "eu-central-1";

  private static BedrockSimulator simulator;
  private static BedrockRuntimeClient client;
  private static BedrockRuntimeAsyncClient async;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions(REGION));
    client = Clients.sync(simulator.endpoint(REGION));
    async = Clients.async(simulator.endpoint(REGION), Protocol.HTTP2);
  }

  @AfterAll
  static void stop() {
    client.close();
    async.close();
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
    simulator.calls().reset();
  }

  private static Stream<Arguments> exceptionsOfOperations() {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.exception().isPresent())
        .flatMap(
            kind ->
                Arrays.stream(Operation.values())
                    .filter(operation -> kind.exception().orElseThrow().answers(operation))
                    .map(operation -> Arguments.of(kind, operation)));
  }

  @ParameterizedTest
  @MethodSource("exceptionsOfOperations")
  void surfaces_as_the_modelled_exception(FaultKind kind, Operation operation) {
    simulator.faults().set(Fault.exception(kind).in(REGION).forModel("anthropic.*"));
    ExceptionType type = kind.exception().orElseThrow();

    assertThat(failure(operation))
        .isInstanceOfSatisfying(
            BedrockRuntimeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(type.status());
              assertThat(e.getClass().getSimpleName()).isEqualTo(type.typeName());
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(type.typeName());
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(kind.message(MODEL));
              assertThat(e.requestId()).hasSize(36);
            });
    assertThat(simulator.calls().count(REGION, MODEL).failed()).containsEntry(kind.label(), 1L);
  }

  private static Throwable failure(Operation operation) {
    Throwable failure = catchThrowable(() -> Calls.call(client, async, operation, MODEL));
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  @Test
  void leaves_operations_alone_that_do_not_have_the_exception() {
    simulator.faults().set(Fault.exception(FaultKind.SERVICE_QUOTA_EXCEEDED));

    assertThat(failure(Operation.CONVERSE)).isNull();
    assertThat(failure(Operation.INVOKE_MODEL)).isInstanceOf(BedrockRuntimeException.class);
  }

  @Test
  void model_error_names_the_original_status_and_the_resource() {
    simulator.faults().set(Fault.exception(FaultKind.MODEL_ERROR));

    assertThat(failure(Operation.CONVERSE))
        .isInstanceOfSatisfying(
            ModelErrorException.class,
            e -> {
              assertThat(e.originalStatusCode()).isEqualTo(500);
              assertThat(e.resourceName()).isEqualTo(MODEL);
            });
  }

  @Test
  void sends_retry_after_only_where_it_is_set() {
    simulator
        .faults()
        .set(Fault.exception(FaultKind.THROTTLING).withRetryAfter(Duration.ofSeconds(7)).times(1));
    assertThat(retryAfter()).isEqualTo("7");
    simulator.faults().set(Fault.exception(FaultKind.THROTTLING).times(1));
    assertThat(retryAfter()).isNull();
  }

  private static String retryAfter() {
    var failure = (BedrockRuntimeException) failure(Operation.CONVERSE);
    return failure
        .awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("retry-after")
        .orElse(null);
  }

  @Test
  void silence_is_never_answered() {
    simulator.faults().set(Fault.silence());
    try (var impatient = Clients.sync(simulator.endpoint(REGION), Duration.ofMillis(300))) {
      assertThat(catchThrowable(() -> Calls.call(impatient, async, Operation.CONVERSE, MODEL)))
          .isInstanceOf(SdkClientException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(simulator.calls().count(REGION, MODEL).failed()).containsEntry("silence", 1L);
  }

  @Test
  void late_answer_is_an_answer() {
    simulator.faults().set(Fault.latency(Duration.ofMillis(30)));

    assertThat(failure(Operation.CONVERSE)).isNull();
    assertThat(simulator.calls().count(REGION, MODEL).answered()).isEqualTo(1);
  }

  @Test
  void zero_content_is_a_success_without_content() {
    simulator.faults().set(Fault.zeroContent());
    var response = client.converse(r -> r.modelId(MODEL).messages(Clients.user("Hello")));

    assertThat(response.output().message().content()).isEmpty();
    assertThat(response.usage().outputTokens()).isZero();
  }

  @Test
  void no_output_is_a_success_without_output() {
    simulator.faults().set(Fault.noOutput());
    var response = client.converse(r -> r.modelId(MODEL).messages(Clients.user("Hello")));

    assertThat(response.output()).isNull();
    assertThat(response.usage()).isNotNull();
  }

  @Test
  void first_fault_that_hits_wins() {
    simulator.faults().set(Fault.exception(FaultKind.INTERNAL).times(1));
    simulator.faults().set(Fault.exception(FaultKind.ACCESS_DENIED));

    assertThat(((BedrockRuntimeException) failure(Operation.CONVERSE)).statusCode()).isEqualTo(500);
    assertThat(((BedrockRuntimeException) failure(Operation.CONVERSE)).statusCode()).isEqualTo(403);
  }
}
