package io.bactrian.bedrock;

import static io.bactrian.call.FailureKind.GATEWAY_INTERNAL_ERROR;
import static io.bactrian.call.FailureKind.GATEWAY_STOPPING;
import static io.bactrian.call.FailureKind.TARGET_CONNECTION_FAILED;
import static io.bactrian.call.FailureKind.TARGET_CORRUPT_REPLY;
import static io.bactrian.call.FailureKind.TARGET_CREDENTIALS_MISSING;
import static io.bactrian.call.FailureKind.TARGET_EMPTY_REPLY;
import static io.bactrian.call.FailureKind.TARGET_NOT_PERMITTED;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParseException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.core.io.JsonEOFException;

/** What failures on this side of the wire mean. */
class ClientFailuresTest {

  private final BedrockFailures failures = new BedrockFailures();

  private static Throwable sdk(Throwable cause) {
    return SdkClientException.create("Unable to execute HTTP request: " + cause, cause);
  }

  private static Throwable sdk(String message) {
    return SdkClientException.create(message);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(ApiCallTimeoutException.create(12_000), TARGET_TIMEOUT),
        arguments(ApiCallAttemptTimeoutException.create(12_000), TARGET_TIMEOUT),
        arguments(sdk(new SocketTimeoutException("Read timed out")), TARGET_TIMEOUT),
        arguments(new TimeoutException(), TARGET_TIMEOUT),
        arguments(sdk(new SocketTimeoutException("Connect timed out")), TARGET_CONNECTION_FAILED),
        arguments(
            sdk(new ConnectTimeoutException("Connect to x failed")), TARGET_CONNECTION_FAILED),
        arguments(sdk(new ConnectionPoolTimeoutException("no lease")), TARGET_CONNECTION_FAILED),
        arguments(sdk(new ConnectException("Connection refused")), TARGET_CONNECTION_FAILED),
        arguments(sdk(new SocketException("Connection reset")), TARGET_CONNECTION_FAILED),
        arguments(sdk(new UnknownHostException("nowhere")), TARGET_CONNECTION_FAILED),
        arguments(sdk(new SSLHandshakeException("untrusted")), TARGET_CONNECTION_FAILED),
        arguments(sdk(new IOException("Premature end of body")), TARGET_CONNECTION_FAILED),
        arguments(AbortedException.create("Thread was interrupted"), GATEWAY_STOPPING),
        arguments(new InterruptedException(), GATEWAY_STOPPING),
        arguments(
            sdk("Unable to load credentials from any of the providers"),
            TARGET_CREDENTIALS_MISSING),
        arguments(
            sdk("Profile file contained no credentials for profile 'x'"),
            TARGET_CREDENTIALS_MISSING),
        arguments(sdk("Unable to load a token provider"), TARGET_CREDENTIALS_MISSING),
        arguments(sdk(new JsonParseException(null, "Unexpected '<'")), TARGET_CORRUPT_REPLY),
        arguments(
            sdk(new JsonEOFException(null, JsonToken.START_OBJECT, "end")), TARGET_CORRUPT_REPLY),
        arguments(sdk("Message checksum failure"), TARGET_CORRUPT_REPLY),
        arguments(new UnusableReply("no content"), TARGET_EMPTY_REPLY),
        arguments(
            CallNotPermittedException.createCallNotPermittedException(
                CircuitBreaker.ofDefaults("x")),
            TARGET_NOT_PERMITTED),
        arguments(new IllegalStateException("bug"), GATEWAY_INTERNAL_ERROR),
        arguments(new StackOverflowError(), GATEWAY_INTERNAL_ERROR));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void is_classified(Throwable thrown, FailureKind kind) {
    assertThat(failures.classify(thrown).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void is_classified_the_same_inside_other_exceptions(Throwable thrown, FailureKind kind) {
    assertThat(failures.classify(new CompletionException(thrown)).kind()).isEqualTo(kind);
    assertThat(failures.classify(new RuntimeCamelException(thrown)).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tells_nothing_of_the_inside(Throwable thrown, FailureKind kind) {
    assertThat(failures.classify(thrown).message()).isEqualTo(kind.reason());
    assertThat(failures.classify(thrown).requestId()).isEmpty();
  }

  @Test
  void a_socket_that_is_lost_to_an_interrupt_is_no_fault_of_the_target() {
    Throwable lost = sdk(new SocketException("Closed by interrupt"));
    Thread.currentThread().interrupt();
    FailureKind kind = failures.classify(lost).kind();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(kind).isEqualTo(GATEWAY_STOPPING);
  }

  @Test
  void a_failed_call_keeps_its_kind_and_its_words() {
    var failed = new CallFailed(FailureKind.CALLER_INVALID_REQUEST, List.of(), "blank");
    assertThat(failures.classify(failed).kind()).isEqualTo(FailureKind.CALLER_INVALID_REQUEST);
    assertThat(failures.classify(failed).message()).isEqualTo("blank");
  }

  @Test
  void causes_that_go_round_in_circles_do_not_hang_it() {
    var one = new IllegalStateException("one");
    var other = new IllegalStateException("other", one);
    one.initCause(other);
    assertThat(failures.classify(one).kind()).isEqualTo(GATEWAY_INTERNAL_ERROR);
  }
}
