package io.bactrian.strategy;

import static io.bactrian.strategy.Documents.ofVersion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.StrategyReachable;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import io.bactrian.event.GatewayEvent.StrategyUnreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyFileTest {

  @TempDir private Path directory;
  private final BlockingQueue<GatewayEvent> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> swaps = new LinkedBlockingQueue<>();
  private final StrategyInForce inForce =
      new StrategyInForce(Documents.parser(), events::add, () -> Instant.EPOCH);
  private Path file;
  private StrategyFile source;

  @BeforeEach
  void write() throws IOException {
    inForce.onSwap(next -> swaps.add(next.document().version()));
    file = directory.resolve("strategy.json");
    source = new StrategyFile(file, inForce, events::add);
    Files.write(file, ofVersion("one"));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void start() throws Exception {
    source.start();
    assertThat(swapped()).isEqualTo("one");
    events.clear();
  }

  private String swapped() throws InterruptedException {
    return swaps.poll(20, TimeUnit.SECONDS);
  }

  private <E extends GatewayEvent> E next(Class<E> type) throws InterruptedException {
    return type.cast(events.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void what_is_written_comes_into_force() throws Exception {
    start();
    Files.write(file, ofVersion("two"));
    assertThat(swapped()).isEqualTo("two");
    Files.write(file, ofVersion("six"));
    assertThat(swapped()).as("of the same size").isEqualTo("six");
    assertThat(inForce.current().orElseThrow().source()).isEqualTo("file");
  }

  @Test
  void what_an_editor_puts_in_its_place_comes_into_force() throws Exception {
    start();
    Path other = Files.write(directory.resolve("other"), ofVersion("two"));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(swapped()).isEqualTo("two");
  }

  /** As Kubernetes does: the file is a link through a link to a directory, and that one changes. */
  @Test
  void what_a_link_leads_to_comes_into_force() throws Exception {
    Path data = directory.resolve("..data");
    for (String version : new String[] {"one", "two"}) {
      Path versioned = Files.createDirectory(directory.resolve(".." + version));
      Files.write(versioned.resolve("strategy.json"), ofVersion(version));
    }
    Files.createSymbolicLink(data, Path.of("..one"));
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("..data", "strategy.json"));
    start();
    Path next = Files.createSymbolicLink(directory.resolve("..next"), Path.of("..two"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(swapped()).isEqualTo("two");
  }

  @Test
  void what_changes_where_nothing_is_told_of_it_is_found_by_looking() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("real.json");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    start();
    Files.write(elsewhere, ofVersion("another"));
    assertThat(swapped()).isEqualTo("another");
  }

  @Test
  void a_file_that_is_written_in_two_pieces_is_not_refused() throws Exception {
    start();
    byte[] whole = ofVersion("two");
    Files.write(file, Arrays.copyOf(whole, 10));
    Files.write(file, Arrays.copyOfRange(whole, 10, whole.length), StandardOpenOption.APPEND);
    assertThat(swapped()).isEqualTo("two");
    assertThat(events).noneMatch(StrategyRefused.class::isInstance);
  }

  @Test
  void an_illegal_file_is_refused_and_a_legal_one_after_it_comes_into_force() throws Exception {
    start();
    Files.writeString(file, "{\"primary_model\":\n\"gpt\"}");
    assertThat(next(StrategyRefused.class).reason()).startsWith("line 2, column 1, /primary_model");
    assertThat(inForce.current().orElseThrow().document().version()).isEqualTo("one");
    Files.write(file, ofVersion("two"));
    assertThat(swapped()).isEqualTo("two");
  }

  @Test
  void a_file_that_is_gone_is_told_of_once_and_its_document_stays() throws Exception {
    start();
    Files.delete(file);
    assertThat(next(StrategyUnreachable.class).reason()).contains("strategy.json");
    assertThat(source.outage()).isPresent();
    assertThat(inForce.current()).isPresent();
    Files.write(file, ofVersion("one"));
    assertThat(next(StrategyReachable.class).source()).isEqualTo("file");
    assertThat(source.outage()).isEmpty();
  }

  @Test
  void its_directory_may_go_and_come_back() throws Exception {
    file = Files.createDirectory(directory.resolve("mount")).resolve("strategy.json");
    Files.write(file, ofVersion("one"));
    source = new StrategyFile(file, inForce, events::add);
    start();
    Files.move(file.getParent(), directory.resolve("gone"));
    next(StrategyUnreachable.class);
    Files.createDirectory(file.getParent());
    Files.write(file, ofVersion("two"));
    assertThat(swapped()).isEqualTo("two");
  }

  @Test
  void there_is_no_start_without_a_legal_file() throws IOException {
    Files.writeString(file, "{}");
    assertThatThrownBy(source::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'primary_model'");
    Files.delete(file);
    assertThatThrownBy(source::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("strategy.json");
  }
}
