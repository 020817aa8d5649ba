package io.bactrian.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A file of one gateway. It is whole at every moment: what is new is written beside it, and takes
 * its place in one step.
 */
final class FileStore implements StateStore {

  /** Far more than any number of targets needs; a file of another kind is not read into memory. */
  private static final long LARGEST = 16 << 20;

  private final String instance;
  private final Path file;
  private final Path beside;

  FileStore(String instance, Path file) {
    this.instance = instance;
    this.file = file.toAbsolutePath();
    this.beside = this.file.resolveSibling(file.getFileName() + ".tmp");
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Map<String, String> read() throws IOException {
    try {
      return Map.of(instance, Files.size(file) > LARGEST ? "" : Files.readString(file));
    } catch (NoSuchFileException first) {
      return Map.of();
    } catch (CharacterCodingException notText) {
      return Map.of(instance, "");
    }
  }

  @Override
  public void write(String view, long expires) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(view.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // Without it a machine that loses power could keep the new name and none of the bytes.
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void remove(String gone) {
    // There is no view but the own, and the next write replaces it.
  }

  @Override
  public void close() {
    // Nothing is open between two uses.
  }
}
