package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureClassifier.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/** How long a target asks to be left alone. Headers are written as {@code name=value; ...}. */
class RetryAfterTest {

  private static final String DATE = "date=Sat, 21 Nov 2026 10:00:00 GMT; ";

  private static Failure classified(String headers) {
    var reply = SdkHttpFullResponse.builder().statusCode(429);
    for (String header : headers.split("; ")) {
      int equals = header.indexOf('=');
      reply.putHeader(header.substring(0, equals), header.substring(equals + 1));
    }
    var thrown =
        ThrottlingException.builder()
            .statusCode(429)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ThrottlingException")
                    .sdkHttpResponse(reply.build())
                    .build())
            .build();
    return new BedrockFailures().classify(thrown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after=3 | 3000",
        "Retry-After= 3 | 3000",
        "retry-after=0.5 | 500",
        "retry-after-ms=1500 | 1500",
        "retry-after-ms=0.2 | 1",
        "x-amz-retry-after=700 | 700",
        "x-ratelimit-reset=12 | 12000",
        "x-ratelimit-reset=2591999 | 3600000",
        "x-ratelimit-reset-requests=1s; x-ratelimit-reset-tokens=6m0s | 1000",
        "x-ratelimit-reset-requests=6m1.5s; x-ratelimit-reset-tokens=20ms | 20",
        "x-ratelimit-reset-tokens=7 | 7000",
        "x-ratelimit-reset-requests=1h | 3600000",
        "retry-after=86400 | 3600000",
        "retry-after=99999999999999999999999 | 3600000",
      })
  void a_period_is_read_in_every_form_up_to_an_hour(String headers, long millis) {
    assertThat(classified(headers).retryAfter()).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after=Sat, 21 Nov 2026 10:00:07 GMT | 7",
        "retry-after=Saturday, 21-Nov-26 10:00:07 GMT | 7",
        "retry-after=Sat Nov 21 10:00:07 2026 | 7",
        "x-ratelimit-reset=1795255207 | 7",
        "x-ratelimit-reset=1795255207000 | 7",
      })
  void a_moment_is_counted_from_the_reply_s_own_date(String header, long seconds) {
    assertThat(classified(DATE + header).retryAfter()).contains(Duration.ofSeconds(seconds));
    assertThat(classified(header).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after=0",
    "retry-after=-5",
    "retry-after=soon",
    "retry-after=NaN",
    "retry-after=1.2.3",
    "retry-after=",
    "x-ratelimit-reset-tokens=5d",
    "x-ratelimit-reset-tokens=s",
    "x-other=7",
  })
  void what_cannot_be_read_or_has_passed_is_as_if_it_were_not_there(String header) {
    assertThat(classified(DATE + header).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-ratelimit-reset=5; retry-after-ms=3000; retry-after=2 | 2",
        "x-ratelimit-reset=5; retry-after-ms=3000 | 3",
        "x-ratelimit-reset=5; x-amz-retry-after=4000 | 4",
        "x-ratelimit-reset-tokens=1s; x-ratelimit-reset=5 | 5",
        "x-ratelimit-reset=5; retry-after=tomorrow | 5",
      })
  void the_most_exact_form_that_can_be_read_counts(String headers, long seconds) {
    assertThat(classified(headers).retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void without_a_reply_there_is_nothing_to_read() {
    var bare = ThrottlingException.builder().statusCode(429).build();
    assertThat(new BedrockFailures().classify(bare).retryAfter()).isEqualTo(Optional.empty());
  }
}
