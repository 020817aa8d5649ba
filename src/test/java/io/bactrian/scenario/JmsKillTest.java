package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/queues.sh jms}. */
@Timeout(300)
class JmsKillTest {

  private static final int KILLS = 5;
  private static final int MESSAGES = 200;

  @TempDir Path directory;

  @Test
  void a_gateway_that_is_killed_loses_no_message_and_answers_none_twice() throws Exception {
    assertThat(JmsKills.run(directory, KILLS, MESSAGES, 1))
        .isEqualTo(new MessageLedger.Totals(MESSAGES, MESSAGES, MESSAGES, 0));
  }
}
