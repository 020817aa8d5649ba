package io.bactrian.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

  @TempDir Path directory;
  private Path file;
  private FileStore store;

  @BeforeEach
  void open() {
    file = directory.resolve("state.json");
    store = new FileStore("me", file);
  }

  @Test
  void at_first_there_is_nothing() throws IOException {
    assertThat(store.read()).isEmpty();
  }

  @Test
  void what_was_written_is_read_as_the_gateway_s_own() throws IOException {
    store.write("first", 0);
    store.write("second", 0);
    assertThat(store.read()).isEqualTo(Map.of("me", "second"));
    assertThat(directory).isDirectoryContaining("glob:**state.json");
    assertThat(Files.list(directory)).hasSize(1);
  }

  /**
   * Seed 001 truncates its file first: whoever reads then, or starts after a crash, has nothing.
   */
  @Test
  void a_reader_never_finds_half_a_state() throws Exception {
    String one = "1".repeat(50_000);
    String two = "2".repeat(70_000);
    store.write(one, 0);
    var done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 200; i++) {
                      store.write(i % 2 == 0 ? two : one, 0);
                    }
                  } catch (IOException unwritable) {
                    throw new java.io.UncheckedIOException(unwritable);
                  } finally {
                    done.set(true);
                  }
                });
    while (!done.get()) {
      assertThat(store.read().get("me")).isIn(one, two);
    }
    writer.join();
  }

  @Test
  void what_a_crash_left_beside_the_file_does_not_count() throws IOException {
    store.write("whole", 0);
    Files.writeString(directory.resolve("state.json.tmp"), "ha");
    assertThat(new FileStore("me", file).read()).isEqualTo(Map.of("me", "whole"));
    store.write("next", 0);
    assertThat(store.read()).isEqualTo(Map.of("me", "next"));
  }

  @Test
  void what_is_no_text_or_far_too_long_is_nothing_that_was_written() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(store.read()).isEqualTo(Map.of("me", ""));
    Files.write(file, new byte[(16 << 20) + 1]);
    assertThat(store.read()).isEqualTo(Map.of("me", ""));
  }

  @Test
  void a_directory_that_is_not_there_is_told() {
    var lost = new FileStore("me", directory.resolve("nowhere").resolve("state.json"));
    assertThatThrownBy(() -> lost.write("view", 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }
}
