package io.bactrian.queue.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, and what is printed. */
class DeadLetterOptionsTest {

  private static DeadLetterOptions parse(String line) {
    return DeadLetterOptions.parse(line.split(" "));
  }

  @Test
  void takes_every_option() {
    assertThat(parse("list --queue requests"))
        .isEqualTo(new DeadLetterOptions(false, "requests", Optional.empty(), 100, false));
    assertThat(parse("replay --queue requests"))
        .isEqualTo(new DeadLetterOptions(true, "requests", Optional.empty(), 1_000_000, false));
    assertThat(parse("replay --content --max 7 --id ID:1 --queue requests"))
        .isEqualTo(new DeadLetterOptions(true, "requests", Optional.of("ID:1"), 7, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --queue q           | needs one of: list, replay; not '--queue'
          empty               | needs one of: list, replay; not 'empty'
          list                | option --queue is missing
          list --queue        | option --queue needs a value
          list --all          | option --all is unknown; allowed: --queue, --id, --max, --content
          list --queue q --max 0       | option --max needs a number from 1 to 1000000, not 0
          list --queue q --max 1000001 | option --max needs a number from 1 to 1000000
          list --queue q --max many    | option --max needs a number from 1 to 1000000, not many
          """)
  void refuses_others_naming_what_is_allowed(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(line))
        .withMessageContaining(message);
  }

  private static String printed(boolean content) {
    var out = new ByteArrayOutputStream();
    var report = new DeadLetterReport(new PrintStream(out, true, StandardCharsets.UTF_8), content);
    byte[] body = "{\"content\":\n\"secr\u001bet\"}".getBytes(StandardCharsets.UTF_8);
    Instant died = Instant.parse("2027-01-31T12:00:00Z");
    report.tell(new DeadLetter("ID:1", died, "put off 24 times,\nand", body));
    assertThat(report.count()).isEqualTo(1);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_dead_letter_is_a_line_without_what_it_says() {
    assertThat(printed(false))
        .isEqualTo("ID:1  2027-01-31T12:00:00Z  22 bytes  put off 24 times, and%n".formatted());
  }

  @Test
  void what_it_says_is_shown_when_asked_for_and_commands_no_terminal() {
    assertThat(printed(true)).endsWith("%n  {\"content\": \"secr et\"}%n".formatted());
  }
}
