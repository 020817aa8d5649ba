package io.bactrian.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pairs, a line each, written by one thread at a time. When it is full or cannot be written it
 * is closed until the next start, with one warning.
 */
final class ShadowFile {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowFile.class);

  private final Path file;
  private final long maxBytes;
  private final InstantSource clock;
  private final ReentrantLock writing = new ReentrantLock();
  private LineChannel channel;
  private volatile boolean open;

  ShadowFile(Path file, long maxBytes, InstantSource clock) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * Opens the file, at its end.
   *
   * @throws IOException where it cannot be written, or another gateway writes it
   */
  void open() throws IOException {
    channel = LineChannel.open(file);
    open = true;
    if (channel.length() >= maxBytes) {
      giveUp("has " + channel.length() + " bytes");
    }
  }

  /** Whether it takes pairs. */
  boolean isOpen() {
    return open;
  }

  /** Writes the pair with the time, unless the file is closed. */
  void append(ObjectNode pair) {
    writing.lock();
    try {
      if (!open) {
        return;
      }
      byte[] line = (pair.put("at", clock.instant().toString()) + "\n").getBytes(UTF_8);
      if (channel.length() + line.length > maxBytes) {
        giveUp("would grow beyond " + maxBytes + " bytes");
      } else {
        channel.write(ByteBuffer.wrap(line));
      }
    } catch (IOException unwritable) {
      giveUp("cannot be written: " + unwritable);
    } finally {
      writing.unlock();
    }
  }

  private void giveUp(String why) {
    open = false;
    LOG.warn("No more calls are copied: {} {}", file, why);
  }

  void close() {
    writing.lock();
    try {
      open = false;
      if (channel != null) {
        channel.close();
      }
    } catch (IOException unwritable) {
      LOG.warn("{} cannot be closed: {}", file, unwritable.toString());
    } finally {
      writing.unlock();
    }
  }
}
