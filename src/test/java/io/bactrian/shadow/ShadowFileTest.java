package io.bactrian.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.fixture.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowFileTest {

  private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("shadow.jsonl");
  }

  private ShadowFile file(long maxBytes) {
    return new ShadowFile(path(), maxBytes, () -> NOW);
  }

  private static ObjectNode pair(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  @Test
  void each_pair_is_a_line_that_nobody_else_may_read() throws IOException {
    ShadowFile file = file(10_000);
    file.open();
    file.append(pair("one"));
    assertThat(path())
        .as("before the end")
        .hasContent("{\"id\":\"one\",\"at\":\"2026-11-21T20:00:00Z\"}");
    file.append(pair("two"));
    file.close();
    assertThat(Files.readAllLines(path())).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
  }

  @Test
  void what_a_killed_process_left_of_a_line_is_cut_off() throws IOException {
    String whole = "{\"id\":\"" + "long".repeat(5_000) + "\"}\n";
    for (String torn : new String[] {"", "{\"id\":\"to", "{\"id\":\"" + "rn".repeat(9_000)}) {
      Files.writeString(path(), whole + torn);
      ShadowFile file = file(1_000_000);
      file.open();
      file.append(pair("next"));
      file.close();
      assertThat(Files.readString(path())).startsWith(whole + "{\"id\":\"next\"").endsWith("}\n");
    }
    Files.writeString(path(), "{\"torn");
    ShadowFile file = file(1_000_000);
    file.open();
    file.close();
    assertThat(path()).isEmptyFile();
  }

  @Test
  void a_full_file_is_closed_with_one_warning() throws IOException {
    try (CapturedLog log = CapturedLog.of(ShadowFile.class.getName())) {
      ShadowFile file = file(100);
      file.open();
      file.append(pair("one"));
      file.append(pair("two"));
      assertThat(file.isOpen()).isTrue();
      file.append(pair("three"));
      assertThat(file.isOpen()).isFalse();
      file.append(pair("4"));
      file.close();
      assertThat(Files.readAllLines(path())).hasSize(2);
      assertThat(log.levels()).containsExactly(Level.WARN);
      assertThat(log.lines().getFirst()).contains("shadow.jsonl", "100 bytes").doesNotContain("\"");
    }
  }

  @Test
  void a_file_that_is_full_from_the_start_takes_nothing() throws IOException {
    Files.writeString(path(), "{\"id\":\"one\"}\n");
    ShadowFile file = file(12);
    file.open();
    assertThat(file.isOpen()).isFalse();
    file.close();
  }

  @Test
  void two_gateways_do_not_write_one_file() throws IOException {
    ShadowFile first = file(10_000);
    first.open();
    assertThatThrownBy(() -> file(10_000).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another gateway writes it");
    first.close();
    ShadowFile second = file(10_000);
    second.open();
    second.close();
  }

  @Test
  void a_file_that_cannot_be_is_told_at_once() {
    var nowhere = new ShadowFile(directory.resolve("no/such.jsonl"), 10_000, () -> NOW);
    assertThatThrownBy(nowhere::open).isInstanceOf(IOException.class);
    nowhere.close();
  }
}
