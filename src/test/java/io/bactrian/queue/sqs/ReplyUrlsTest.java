package io.bactrian.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyUrlsTest {

  private static final String ACCOUNT = "https://sqs.us-east-1.amazonaws.com/123456789012/";

  private final ReplyUrls urls =
      new ReplyUrls(List.of(ACCOUNT + "answers-"), List.of(ACCOUNT + "answers-dead"));

  @ParameterizedTest
  @ValueSource(strings = {"answers-a", "answers-b_C-9", "answers-a.fifo"})
  void what_begins_as_allowed_is_used(String queue) {
    assertThat(urls.allows(ACCOUNT + queue)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "answers",
        "other",
        "answers-dead",
        "answers-a/../other",
        "answers-a%2f..%2fother",
        "answers-a?QueueUrl=other",
        "answers-a#virtual",
        "answers-a\n"
      })
  void nothing_else_of_the_account_is_used(String queue) {
    assertThat(urls.allows(ACCOUNT + queue)).isFalse();
  }

  @Test
  void another_host_or_account_is_not_used() {
    assertThat(urls.allows("https://evil.org/123456789012/answers-a")).isFalse();
    assertThat(urls.allows(ACCOUNT.replace("123456789012", "210987654321") + "answers-a"))
        .isFalse();
    assertThat(urls.allows("")).isFalse();
  }

  @Test
  void without_beginnings_no_address_is_used() {
    assertThat(new ReplyUrls(List.of(), List.of()).allows(ACCOUNT + "answers-a")).isFalse();
  }
}
