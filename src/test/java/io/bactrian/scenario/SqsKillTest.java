package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/queues.sh sqs}. */
@Timeout(400)
class SqsKillTest {

  private static final int KILLS = 3;
  private static final int MESSAGES = 120;

  /** Of each consumer at the most the message whose reply it had sent and not yet deleted. */
  private static final int MOST_DUPLICATES = KILLS * 4;

  @TempDir Path directory;

  @Test
  void a_gateway_that_is_killed_answers_every_message() throws Exception {
    SqsLedger.Totals totals = SqsKills.run(directory, KILLS, MESSAGES, 1);

    assertThat(totals.nothingLost()).as(totals.toString()).isTrue();
    assertThat(totals.duplicates()).as(totals.toString()).isLessThanOrEqualTo(MOST_DUPLICATES);
  }
}
