package io.bactrian.strategy;

import static io.bactrian.strategy.Documents.bytes;
import static io.bactrian.strategy.Documents.ofVersion;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyReachable;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import io.bactrian.event.GatewayEvent.StrategyUnreachable;
import io.bactrian.fixture.AppConfigServer;
import io.bactrian.fixture.AppConfigServer.Fault;
import io.bactrian.fixture.RecordedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** With the SDK's own client, against a server that holds requests against the service model. */
class StrategyAppConfigTest {

  private static final Duration SOON = Duration.ofMillis(20);

  @TempDir private Path directory;
  private final AppConfigServer server = new AppConfigServer();
  private final BlockingQueue<String> swaps = new LinkedBlockingQueue<>();
  private RecordedEvents events;
  private StrategyInForce inForce;
  private StrategyAppConfig source;

  @BeforeEach
  void first() {
    another(SOON);
  }

  /** As after a restart. */
  private void another(Duration pollInterval) {
    if (source != null) {
      source.close();
    }
    events = new RecordedEvents();
    inForce = new StrategyInForce(Documents.parser(), events, () -> Instant.EPOCH);
    inForce.onSwap(next -> swaps.add(next.document().version()));
    var settings =
        new AppConfigSettings(
            "app", "prod", "models", "eu-west-1", Optional.of(server.uri()), pollInterval, true);
    source = new StrategyAppConfig(settings, directory.resolve("kept"), inForce, events, () -> 0.5);
  }

  @AfterEach
  void close() {
    source.close();
    server.close();
    assertThat(server.violations()).isEmpty();
  }

  private String swapped() throws InterruptedException {
    return swaps.poll(20, TimeUnit.SECONDS);
  }

  private String where() {
    return inForce.current().orElseThrow().source();
  }

  @Test
  void the_first_document_is_in_force_when_the_start_is_over() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    assertThat(swaps).containsExactly("one");
    assertThat(where()).isEqualTo("appconfig");
    assertThat(server.sessions().toString())
        .isEqualTo(
            "[{\"ApplicationIdentifier\":\"app\",\"EnvironmentIdentifier\":\"prod\","
                + "\"ConfigurationProfileIdentifier\":\"models\","
                + "\"RequiredMinimumPollIntervalInSeconds\":15}]");
  }

  @Test
  void a_later_document_is_picked_up_within_the_same_session() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    assertThat(swapped()).isEqualTo("one");
    server.awaitPolls(2);
    server.deploy(ofVersion("two"));
    assertThat(swapped()).isEqualTo("two");
    assertThat(server.sessions()).hasSize(1);
    assertThat(events.all())
        .containsExactly(
            new StrategyChanged("one", "appconfig"), new StrategyChanged("two", "appconfig"));
  }

  @Test
  void the_time_that_appconfig_asks_for_is_waited() throws Exception {
    server.deploy(ofVersion("one"));
    server.nextPoll(3_600);
    source.start();
    server.deploy(ofVersion("two"));
    another(Duration.ofMillis(1));
    server.nextPoll(0);
    source.start();
    assertThat(swaps).as("the first one never asked again").containsExactly("one", "two");
  }

  @Test
  void an_expired_token_begins_a_new_session_and_is_no_outage() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    server.expireTokens();
    server.deploy(ofVersion("two"));
    assertThat(swapped()).isEqualTo("one");
    assertThat(swapped()).isEqualTo("two");
    assertThat(server.sessions()).hasSizeGreaterThan(1);
    assertThat(events.of(StrategyUnreachable.class)).isEmpty();
  }

  @Test
  void an_illegal_document_leaves_the_one_before_in_force() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    server.deploy("{\"primary_model\":\"gpt\"}");
    server.awaitPolls(3);
    assertThat(events.of(StrategyRefused.class)).hasSize(1);
    assertThat(inForce.current().orElseThrow().document().version()).isEqualTo("one");
    server.deploy(ofVersion("two"));
    assertThat(swapped()).isEqualTo("one");
    assertThat(swapped()).isEqualTo("two");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "SILENCE"})
  void an_outage_is_told_once_and_ends_with_the_next_poll(Fault fault) throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    server.fail(fault);
    server.awaitPolls(3);
    assertThat(source.outage()).isPresent();
    assertThat(inForce.current().orElseThrow().document().version()).isEqualTo("one");
    server.deploy(ofVersion("two"));
    server.fail(Fault.NONE);
    assertThat(swapped()).isEqualTo("one");
    assertThat(swapped()).isEqualTo("two");
    assertThat(source.outage()).isEmpty();
    assertThat(events.of(StrategyUnreachable.class)).hasSize(1);
    assertThat(events.of(StrategyReachable.class)).hasSize(1);
  }

  @Test
  void silence_ends_a_poll_and_the_copy_on_disk_serves() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    another(SOON);
    server.fail(Fault.SILENCE);
    source.start();
    assertThat(where()).isEqualTo("kept");
    assertThat(source.outage()).isPresent();
  }

  @Test
  void the_last_good_document_serves_a_start_without_appconfig() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    server.down();
    another(SOON);
    source.start();
    assertThat(inForce.current().orElseThrow().document().version()).isEqualTo("one");
    assertThat(where()).isEqualTo("kept");
    assertThat(events.of(StrategyUnreachable.class)).hasSize(1);

    server.deploy(ofVersion("two"));
    server.up();
    assertThat(swaps).containsExactly("one", "one");
    swaps.clear();
    assertThat(swapped()).isEqualTo("two");
    assertThat(where()).isEqualTo("appconfig");
  }

  @Test
  void without_a_copy_the_settings_serve_until_appconfig_answers() throws Exception {
    server.down();
    source.start();
    assertThat(inForce.current()).isEmpty();
    server.deploy(ofVersion("one"));
    server.up();
    assertThat(swapped()).isEqualTo("one");
  }

  @Test
  void an_illegal_document_at_the_start_leaves_the_kept_one_in_force() throws Exception {
    server.deploy(ofVersion("one"));
    source.start();
    server.deploy("{");
    another(SOON);
    source.start();
    assertThat(where()).isEqualTo("kept");
    assertThat(inForce.refusal()).isPresent();
  }

  @Test
  void what_is_kept_of_another_profile_or_is_broken_is_not_used() throws IOException {
    Path file = directory.resolve("copy");
    var kept = new KeptStrategy(file, "a");
    assertThat(kept.read()).as("nothing yet").isEmpty();
    kept.write("one", bytes("{\"primary_model\":\"\uFEFF\u00e9\"}"));
    assertThat(kept.read()).contains(bytes("{\"primary_model\":\"\uFEFF\u00e9\"}"));
    assertThat(new KeptStrategy(file, "b").read()).isEmpty();
    Files.writeString(file, "{\"origin\":");
    assertThat(kept.read()).isEmpty();
    assertThat(directory.resolve("copy.tmp")).doesNotExist();
  }

  @Test
  void pauses_after_failures_grow_to_the_interval_and_differ() {
    var backOff = new PollBackOff(Duration.ofSeconds(6), () -> 0.0);
    assertThat(backOff.failed()).isEqualTo(Duration.ofMillis(500));
    assertThat(backOff.failed()).isEqualTo(Duration.ofSeconds(1));
    assertThat(backOff.failed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.failed()).isEqualTo(Duration.ofSeconds(3));
    backOff.answered();
    assertThat(backOff.failed()).isEqualTo(Duration.ofMillis(500));
    assertThat(new PollBackOff(Duration.ofDays(1), () -> 1.0).failed())
        .isEqualTo(Duration.ofSeconds(1));
  }
}
