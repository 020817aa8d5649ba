package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceQuotaExceededException;

/** What Bedrock's own errors mean: every modelled exception, and every wording seen in the wild. */
class BedrockFailuresTest {

  private final BedrockFailures failures = new BedrockFailures();

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.bactrian.bedrock.BedrockErrors#all")
  void is_classified(
      String name,
      AwsServiceException.Builder type,
      String code,
      int status,
      String said,
      FailureKind kind) {
    AwsServiceException thrown = thrown(type, code, status, said);

    assertThat(failures.classify(thrown).kind()).isEqualTo(kind);
    assertThat(failures.classify(thrown).message()).isEqualTo(said);
    assertThat(failures.classify(thrown).requestId()).contains("aws-7");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.bactrian.bedrock.BedrockErrors#all")
  void is_classified_the_same_inside_other_exceptions(
      String name,
      AwsServiceException.Builder type,
      String code,
      int status,
      String said,
      FailureKind kind) {
    AwsServiceException thrown = thrown(type, code, status, said);
    Failure bare = failures.classify(thrown);

    assertThat(failures.classify(new CompletionException(thrown))).isEqualTo(bare);
    assertThat(failures.classify(new RuntimeCamelException(new ExecutionException(thrown))))
        .isEqualTo(bare);
  }

  /** In streams the SDK spells the code in camel case. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.bactrian.bedrock.BedrockErrors#modelled")
  void is_classified_the_same_from_a_stream(
      String name,
      AwsServiceException.Builder type,
      String code,
      int status,
      String said,
      FailureKind kind) {
    String camelCase = Character.toLowerCase(code.charAt(0)) + code.substring(1);
    assertThat(failures.classify(thrown(type, camelCase, status, said)).kind()).isEqualTo(kind);
  }

  /** Without details only the exception's type, status and own message are left. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.bactrian.bedrock.BedrockErrors#all")
  void missing_details_neither_break_it_nor_hide_whose_fault_it_is(
      String name,
      AwsServiceException.Builder type,
      String code,
      int status,
      String said,
      FailureKind kind) {
    Failure bare = failures.classify(type.awsErrorDetails(null).statusCode(status).build());
    assertThat(bare.message()).isNotNull();
    assertThat(bare.kind()).isNotEqualTo(FailureKind.GATEWAY_INTERNAL_ERROR);
    boolean quota = type instanceof ServiceQuotaExceededException.Builder;
    assertThat(bare.kind().isCallersFault()).isEqualTo(status == 400 && !quota || status == 413);

    AwsErrorDetails empty = AwsErrorDetails.builder().build();
    Failure hollow = failures.classify(type.awsErrorDetails(empty).statusCode(status).build());
    assertThat(hollow.kind()).isEqualTo(bare.kind());
    assertThat(hollow.message()).isEmpty();
  }

  private static AwsServiceException thrown(
      AwsServiceException.Builder type, String code, int status, String said) {
    return type.statusCode(status)
        .requestId("aws-7")
        .message(said + " (Service: BedrockRuntime, Status Code: " + status + ")")
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName("BedrockRuntime")
                .errorCode(code)
                .errorMessage(said)
                .build())
        .build();
  }
}
