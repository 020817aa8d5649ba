package io.bactrian.shadow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file to which whole lines are added by nobody else. */
final class LineChannel implements AutoCloseable {

  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final int GLANCE = 8_192;

  private final FileChannel channel;
  private long length;

  private LineChannel(FileChannel channel) {
    this.channel = channel;
  }

  /** What a process that died has left of a line is cut off. */
  static LineChannel open(Path file) throws IOException {
    var lines = new LineChannel(FileChannel.open(file, OPTIONS, forOwnerAlone()));
    try {
      if (!isLocked(lines.channel)) {
        throw new IOException("another gateway writes it");
      }
      lines.length = lines.endOfLastLine();
      lines.channel.truncate(lines.length);
      return lines;
    } catch (IOException unusable) {
      lines.close();
      throw unusable;
    }
  }

  /** Questions of users are in it. */
  private static FileAttribute<?>[] forOwnerAlone() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The lock is held until the channel is closed. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private long endOfLastLine() throws IOException {
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - GLANCE);
      ByteBuffer bytes = ByteBuffer.allocate((int) (end - start));
      while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {}
      for (int at = bytes.position() - 1; at >= 0; at--) {
        if (bytes.get(at) == '\n') {
          return start + at + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  long length() {
    return length;
  }

  void write(ByteBuffer line) throws IOException {
    int bytes = line.remaining();
    for (long at = length; line.hasRemaining(); ) {
      at += channel.write(line, at);
    }
    length += bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
