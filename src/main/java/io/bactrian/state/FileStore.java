package io.bactrian.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.store.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** A file of one gateway, which is whole at every moment. */
final class FileStore implements StateStore {

  /** Far more than any number of targets needs; a file of another kind is not read into memory. */
  private static final long LARGEST = 16 << 20;

  private final String instance;
  private final Path file;

  FileStore(String instance, Path file) {
    this.instance = instance;
    this.file = file.toAbsolutePath();
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
    WholeFile.write(file, view.getBytes(UTF_8));
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
