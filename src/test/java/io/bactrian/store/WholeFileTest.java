package io.bactrian.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  private static final byte[] OLD = "a".repeat(100_000).getBytes(UTF_8);
  private static final byte[] NEW = "b".repeat(200_000).getBytes(UTF_8);

  @TempDir private Path directory;

  @Test
  void a_new_file_and_one_that_is_there_have_just_the_bytes() throws IOException {
    Path file = directory.resolve("file");
    WholeFile.write(file, NEW);
    assertThat(file).hasBinaryContent(NEW);
    WholeFile.write(file, OLD);
    assertThat(file).hasBinaryContent(OLD);
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void what_cannot_be_written_leaves_the_file_as_it_was() throws IOException {
    Path file = directory.resolve("file");
    WholeFile.write(file, OLD);
    Files.createDirectory(directory.resolve("file.tmp"));

    assertThatThrownBy(() -> WholeFile.write(file, NEW)).isInstanceOf(IOException.class);
    assertThat(file).hasBinaryContent(OLD);
  }

  @Test
  void whoever_reads_meanwhile_sees_the_old_bytes_or_the_new() throws Exception {
    Path file = directory.resolve("file");
    WholeFile.write(file, OLD);
    var writing = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> reader =
          () -> {
            int reads = 0;
            do {
              assertThat(Files.readAllBytes(file)).isIn(OLD, NEW);
              reads++;
            } while (writing.get());
            return reads;
          };
      Future<Integer> reading = threads.submit(reader);
      for (int i = 0; i < 50; i++) {
        WholeFile.write(file, i % 2 == 0 ? NEW : OLD);
      }
      writing.set(false);
      assertThat(reading.get()).isPositive();
    }
  }
}
