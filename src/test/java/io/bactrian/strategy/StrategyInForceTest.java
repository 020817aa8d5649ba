package io.bactrian.strategy;

import static io.bactrian.strategy.Documents.bytes;
import static io.bactrian.strategy.Documents.ofVersion;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.strategy.StrategyInForce.Current;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StrategyInForceTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final RecordedEvents events = new RecordedEvents();
  private final StrategyInForce inForce =
      new StrategyInForce(Documents.parser(), events, () -> NOW);

  @Test
  void a_legal_document_comes_into_force_and_its_listeners_hear_of_it() {
    List<Current> heard = new ArrayList<>();
    inForce.onSwap(heard::add);
    assertThat(inForce.current()).isEmpty();

    assertThat(inForce.offer(ofVersion("one"), "file")).isTrue();

    Current current = inForce.current().orElseThrow();
    assertThat(current.document().version()).isEqualTo("one");
    assertThat(current.source()).isEqualTo("file");
    assertThat(current.since()).isEqualTo(NOW);
    assertThat(heard).containsExactly(current);
    assertThat(events.all()).containsExactly(new StrategyChanged("one", "file"));
  }

  @Test
  void the_same_document_again_changes_nothing() {
    List<Current> heard = new ArrayList<>();
    inForce.offer(ofVersion("one"), "file");
    inForce.onSwap(heard::add);
    assertThat(inForce.offer(ofVersion("one"), "file")).isTrue();
    assertThat(heard).isEmpty();
    assertThat(events.all()).hasSize(1);
  }

  @Test
  void other_bytes_of_the_same_version_are_another_document() {
    inForce.offer(ofVersion("one"), "file");
    String digest = inForce.current().orElseThrow().digest();
    inForce.offer(bytes("{\"version\":\"one\",\"primary_model\":\"titan\"}"), "file");
    assertThat(inForce.current().orElseThrow().document().primaryModel()).isEqualTo("titan");
    assertThat(inForce.current().orElseThrow().digest()).isNotEqualTo(digest);
  }

  @Test
  void a_kept_document_that_its_source_confirms_is_of_that_source() {
    List<Current> heard = new ArrayList<>();
    inForce.offer(ofVersion("one"), "kept");
    inForce.onSwap(heard::add);
    inForce.offer(ofVersion("one"), "appconfig");
    assertThat(inForce.current().orElseThrow().source()).isEqualTo("appconfig");
    assertThat(heard).isEmpty();
    assertThat(events.all())
        .containsExactly(
            new StrategyChanged("one", "kept"), new StrategyChanged("one", "appconfig"));
  }

  @Test
  void an_illegal_document_is_told_of_once_until_another_one_comes() {
    inForce.offer(ofVersion("one"), "file");
    assertThat(inForce.offer(bytes("{"), "file")).isFalse();
    assertThat(inForce.offer(bytes("{"), "file")).isFalse();
    assertThat(events.of(StrategyRefused.class)).hasSize(1);
    assertThat(inForce.refusal().orElseThrow().reason()).startsWith("line 1, column ");

    inForce.offer(ofVersion("one"), "file");
    assertThat(inForce.refusal()).isEmpty();
    inForce.offer(bytes("{"), "file");
    assertThat(events.of(StrategyRefused.class)).hasSize(2);
    inForce.offer(ofVersion("two"), "file");
    assertThat(inForce.refusal()).isEmpty();
  }

  /** In each of the two documents everything is of the same model. */
  @Test
  void no_reader_sees_a_mixture_of_two_documents() throws Exception {
    byte[] sonnet = of("sonnet");
    byte[] titan = of("titan");
    inForce.offer(sonnet, "file");
    var over = new AtomicBoolean();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readings = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readings.add(readers.submit(() -> mixtures(over)));
      }
      for (int i = 0; i < 500; i++) {
        inForce.offer(i % 2 == 0 ? titan : sonnet, "file");
        inForce.offer(bytes("{" + i), "file");
      }
      over.set(true);
      for (Future<Integer> reading : readings) {
        assertThat(reading.get()).isZero();
      }
    }
    assertThat(events.of(StrategyChanged.class)).hasSize(501);
  }

  private int mixtures(AtomicBoolean over) {
    int mixtures = 0;
    do {
      StrategyDocument document = inForce.current().orElseThrow().document();
      String model = document.primaryModel();
      boolean whole =
          document.version().equals(model)
              && document.useCaseModels().get("q").equals(model)
              && document.weights().containsKey(model);
      mixtures += whole ? 0 : 1;
      Thread.onSpinWait();
      Thread.yield();
    } while (!over.get());
    return mixtures;
  }

  private static byte[] of(String model) {
    return bytes(
        """
        {"version":"%1$s","primary_model":"%1$s","use_case_models":{"q":"%1$s"},
         "weights":{"%1$s":1}}
        """
            .formatted(model));
  }
}
