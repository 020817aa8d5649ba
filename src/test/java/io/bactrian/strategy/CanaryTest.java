package io.bactrian.strategy;

import static io.bactrian.strategy.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.strategy.StrategyInForce.Current;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries of documents, taken back and put on trial again. */
class CanaryTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Withdrawal BAD = new Withdrawal("bad", "alice", NOW);
  private static final Canary OF_PRIMARY = new Canary(Optional.empty(), "titan");
  private static final Canary OF_BILLING = new Canary(Optional.of("billing"), "sonnet");

  private final RecordedEvents events = new RecordedEvents();
  @TempDir private Path directory;
  private StrategyInForce inForce;

  @BeforeEach
  void start() {
    inForce =
        new StrategyInForce(Documents.parser(), events, () -> NOW, KeptWithdrawals.in(file()));
  }

  private Path file() {
    return directory.resolve("canaries.json");
  }

  private void offer(String version) {
    inForce.offer(
        bytes(
            """
            {"version": "%s", "primary_model": "sonnet", "use_case_models": {"billing": "titan"},
             "weights": {"sonnet": 90, "titan": 10},
             "use_case_weights": {"billing": {"titan": 0, "sonnet": 3}}}
            """
                .formatted(version)),
        "file");
  }

  private Current current() {
    return inForce.current().orElseThrow();
  }

  private boolean withdraw(Canary canary) {
    return inForce.withdraw(current().digest(), canary, BAD);
  }

  @Test
  void a_model_with_a_share_of_anothers_calls_is_a_canary() {
    offer("one");
    assertThat(Canary.of(current().document())).containsExactly(OF_PRIMARY, OF_BILLING);
    inForce.offer(
        bytes("{\"primary_model\":\"sonnet\",\"weights\":{\"sonnet\":1,\"titan\":0}}"), "file");
    assertThat(Canary.of(current().document())).isEmpty();
  }

  @Test
  void the_share_of_a_withdrawn_canary_goes_back_to_whose_it_was() {
    offer("one");
    List<Current> heard = new ArrayList<>();
    inForce.onSwap(heard::add);

    assertThat(withdraw(OF_PRIMARY)).isTrue();
    assertThat(current().document().weights()).isEqualTo(Map.of("sonnet", 100));
    assertThat(current().document().useCaseWeights().get("billing")).containsEntry("sonnet", 3);
    assertThat(withdraw(OF_BILLING)).isTrue();
    assertThat(current().document().useCaseWeights().get("billing")).isEqualTo(Map.of("titan", 3));

    assertThat(current().document().version()).isEqualTo("one");
    assertThat(current().withdrawn()).isEqualTo(Map.of(OF_PRIMARY, BAD, OF_BILLING, BAD));
    assertThat(heard).as("the document is the same").isEmpty();
    assertThat(events.all()).containsExactly(new StrategyChanged("one", "file"));
  }

  @Test
  void a_restored_canary_has_the_share_that_it_had() {
    offer("one");
    StrategyDocument before = current().document();
    withdraw(OF_PRIMARY);
    assertThat(inForce.restore(current().digest(), OF_BILLING)).isFalse();
    assertThat(inForce.restore(current().digest(), OF_PRIMARY)).isTrue();
    assertThat(current().document()).isEqualTo(before);
    assertThat(current().withdrawn()).isEmpty();
  }

  @Test
  void what_is_no_canary_of_the_document_in_force_cannot_be_withdrawn() {
    assertThat(inForce.withdraw("any", OF_PRIMARY, BAD)).isFalse();
    offer("one");
    String digest = current().digest();
    assertThat(withdraw(new Canary(Optional.empty(), "sonnet"))).isFalse();
    assertThat(withdraw(OF_PRIMARY)).isTrue();
    assertThat(withdraw(OF_PRIMARY)).as("twice").isFalse();
    offer("two");
    assertThat(inForce.withdraw(digest, OF_PRIMARY, BAD)).isFalse();
    assertThat(inForce.restore(digest, OF_PRIMARY)).isFalse();
    assertThat(current().withdrawn()).as("a new document starts afresh").isEmpty();
  }

  @Test
  void a_document_that_comes_again_has_the_withdrawals_that_it_had() {
    offer("one");
    withdraw(OF_PRIMARY);
    offer("two");
    offer("one");
    assertThat(current().withdrawn()).isEqualTo(Map.of(OF_PRIMARY, BAD));
    assertThat(current().document().weights()).doesNotContainKey("titan");
  }

  @Test
  void after_a_restart_the_withdrawn_canary_has_no_call() {
    offer("one");
    withdraw(OF_PRIMARY);
    withdraw(OF_BILLING);
    start();
    offer("one");
    assertThat(current().withdrawn()).isEqualTo(Map.of(OF_PRIMARY, BAD, OF_BILLING, BAD));
    assertThat(current().document().weights()).isEqualTo(Map.of("sonnet", 100));

    inForce.restore(current().digest(), OF_PRIMARY);
    start();
    offer("one");
    assertThat(current().withdrawn()).isEqualTo(Map.of(OF_BILLING, BAD));
  }

  @Test
  void a_broken_or_unwritable_file_loses_no_document_and_no_withdrawal() throws IOException {
    for (String broken : List.of("{", "[]", "{\"a\":[{\"at\":\"then\"}]}", "")) {
      Files.writeString(file(), broken);
      start();
      offer("one");
      assertThat(withdraw(OF_PRIMARY)).as(broken).isTrue();
    }
    inForce =
        new StrategyInForce(
            Documents.parser(), events, () -> NOW, KeptWithdrawals.in(file().resolve("below")));
    offer("one");
    assertThat(withdraw(OF_PRIMARY)).isTrue();
    assertThat(current().document().weights()).doesNotContainKey("titan");
  }

  @Test
  void the_file_forgets_the_documents_of_long_ago() throws IOException {
    for (int i = 0; i < 50; i++) {
      offer("v" + i);
      withdraw(OF_PRIMARY);
    }
    assertThat(Files.readString(file()).split("alice")).hasSize(21);
    start();
    offer("v49");
    assertThat(current().withdrawn()).containsKey(OF_PRIMARY);
    offer("v1");
    assertThat(current().withdrawn()).isEmpty();
  }
}
