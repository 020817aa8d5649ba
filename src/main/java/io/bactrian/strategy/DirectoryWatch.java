package io.bactrian.strategy;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Wakes whoever looks at a file when the system tells of a change in its directory. */
final class DirectoryWatch implements AutoCloseable {

  private final Path file;
  private final WatchService service;
  private WatchKey key;

  private DirectoryWatch(Path file, WatchService service) {
    this.file = file;
    this.service = service;
  }

  /**
   * {@code file} is absolute. Empty where the system has no watches left, as containers share them.
   */
  static Optional<DirectoryWatch> of(Path file) {
    try {
      return Optional.of(new DirectoryWatch(file, file.getFileSystem().newWatchService()));
    } catch (IOException noneLeft) {
      return Optional.empty();
    }
  }

  /** Waits for a change, but no longer than this; returns whether it is one of the file itself. */
  boolean await(long millis) throws InterruptedException {
    try {
      register();
      WatchKey changed = service.poll(millis, TimeUnit.MILLISECONDS);
      boolean touched = false;
      while (changed != null) {
        for (WatchEvent<?> event : changed.pollEvents()) {
          touched |= file.getFileName().equals(event.context());
        }
        // No longer valid once the directory is gone; another one may take its place.
        key = changed.reset() ? changed : null;
        changed = service.poll();
      }
      return touched;
    } catch (ClosedWatchServiceException closed) {
      throw new InterruptedException("closed");
    }
  }

  private void register() {
    if (key == null || !key.isValid()) {
      try {
        key = file.getParent().register(service, ENTRY_CREATE, ENTRY_MODIFY);
      } catch (IOException cannot) {
        // No directory, or more watches than the system has: the looks find what changes.
        key = null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
