package io.bactrian.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.CallOptions;
import io.bactrian.fixture.Messages;
import io.bactrian.translator.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageOptionsTest {

  private static final Instant NOW = Instant.parse("2027-01-31T12:00:00Z");

  private static QueueMessage message(String... properties) {
    return Messages.of("requests", "1", "", properties);
  }

  @Test
  void a_message_that_asks_nothing_has_no_options() {
    assertThat(MessageOptions.read(message(), NOW)).isEqualTo(CallOptions.NONE);
  }

  @Test
  void reads_what_is_asked() {
    CallOptions options =
        MessageOptions.read(message("geo", "eu, us", "cache_control", "no-store"), NOW);
    assertThat(options.geos()).containsExactlyInAnyOrder("eu", "us");
    assertThat(options.cache().noStore()).isTrue();
    assertThat(options.deadline()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-01-31T12:00:05Z", "1801396805000"})
  void a_deadline_is_an_instant(String deadline) {
    assertThat(MessageOptions.read(message("deadline", deadline), NOW).deadline())
        .contains(Duration.ofSeconds(5));
  }

  @Test
  void of_two_deadlines_the_earlier_counts() {
    var message = message("deadline", "2027-01-31T12:00:05Z");
    assertThat(MessageOptions.deadline(Messages.expiring(message, NOW.plusSeconds(1))))
        .contains(NOW.plusSeconds(1));
    assertThat(MessageOptions.deadline(Messages.expiring(message, NOW.plusSeconds(9))))
        .contains(NOW.plusSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "soon", "-1", "+5", "1e9", "2027-01-31", "1801396805000000", "١٢"})
  void what_is_no_instant_is_refused(String deadline) {
    assertThatThrownBy(() -> MessageOptions.read(message("deadline", deadline), NOW))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(
            "property deadline is '%s'; allowed: milliseconds since 1970, or ISO 8601 such as"
                + " 2027-01-31T12:00:00Z",
            deadline);
  }

  @Test
  void what_is_wrong_is_named_as_the_property_that_it_is() {
    assertThatThrownBy(() -> MessageOptions.read(message("geo", "e u"), NOW))
        .hasMessageStartingWith("property geo is 'e u'; allowed: geo tags");
    assertThatThrownBy(() -> MessageOptions.read(message("cache_control", "max-age=x"), NOW))
        .hasMessage("property cache_control is 'max-age=x'; allowed: max-age=<whole seconds>");
  }
}
