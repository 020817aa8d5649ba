package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.bedrock.InjectedFailure;
import io.bactrian.bedrock.InjectedKind;
import io.bactrian.bedrock.InjectedScenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureRequestsTest {

  private static final FailureRequests REQUESTS =
      new FailureRequests(List.of("us-east-1", "us-west-2"), List.of("haiku", "nova"));

  private static InjectedFailure read(String json) {
    try {
      return REQUESTS.read(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  @Test
  void without_members_all_calls_fail_as_unavailable_until_they_are_ended() {
    assertThat(read("{}")).isEqualTo(InjectedFailure.of(InjectedKind.UNAVAILABLE));
  }

  @Test
  void every_member_is_read() {
    assertThat(
            read(
                "{'region':'us-west-2','model':'nova','kind':'timeout','probability':0.25,"
                    + "'duration':'90s','latency':'250ms'}"))
        .isEqualTo(
            new InjectedFailure(
                Optional.of("us-west-2"),
                Optional.of("nova"),
                InjectedKind.TIMEOUT,
                0.25,
                Duration.ofMillis(250),
                Optional.of(Duration.ofSeconds(90)),
                Optional.empty()));
  }

  @Test
  void every_kind_and_every_scenario_has_its_name() {
    for (InjectedKind kind : InjectedKind.values()) {
      String latency = kind == InjectedKind.LATENCY_ONLY ? ",'latency':'1s'" : "";
      assertThat(read("{'kind':'" + kind.label() + "'" + latency + "}").kind()).isEqualTo(kind);
    }
    for (InjectedScenario scenario : InjectedScenario.values()) {
      assertThat(read("{'scenario':'" + scenario.label() + "','duration':'2m'}"))
          .isEqualTo(
              scenario
                  .failure(Optional.empty(), "us-east-1")
                  .lasting(Optional.of(Duration.ofMinutes(2))));
    }
    assertThat(read("{'scenario':'flapping','region':'us-west-2'}").region()).contains("us-west-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[] | must be empty or an object",
        "{'region':'mars-1'} | region must be one of [us-east-1, us-west-2]",
        "{'region':null} | region must be one of",
        "{'region':7} | region must be one of",
        "{'model':'gpt'} | model must be one of [haiku, nova]",
        "{'kind':'Unavailable'} | kind must be one of [unavailable, throttled, internal-error",
        "{'scenario':'doom'} | scenario must be one of [region-outage, throttling-storm, flapping",
        "{'probability':0} | probability must be a number above 0 and up to 1",
        "{'probability':1.01} | probability must be a number above 0 and up to 1",
        "{'probability':'1'} | probability must be a number above 0 and up to 1",
        "{'duration':'0ms'} | duration must be a time from 1ms to 24h",
        "{'duration':'25h'} | duration must be a time from 1ms to 24h",
        "{'duration':5} | duration must be a time from 1ms to 24h, written as 500ms, 2s, 10m or 1h",
        "{'latency':'11m'} | latency must be a time from 1ms to 10m",
        "{'latency':'1 s'} | latency must be a time from 1ms to 10m",
        "{'kind':'latency-only'} | 'latency' is required",
        "{'kind':'stream-cut','latency':'1s'} | 'latency' is not allowed",
        "{'colour':'red'} | allowed: [region, model, kind, probability, duration, latency]",
        "{'scenario':'flapping','kind':'timeout'} | allowed: [scenario, region, duration]"
      })
  void what_is_wrong_is_told_with_what_is_allowed(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
