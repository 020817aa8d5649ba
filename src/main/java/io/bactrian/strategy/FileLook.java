package io.bactrian.strategy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What tells a file from the one that was there before, without reading it. */
record FileLook(Path real, Object key, FileTime modified, long size) {

  /** Follows links, as those of a ConfigMap are what changes. */
  static FileLook at(Path file) throws IOException {
    Path real = file.toRealPath();
    var attributes = Files.readAttributes(real, BasicFileAttributes.class);
    return new FileLook(
        real, "" + attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
  }

  /** The file's bytes, and one more than a document may have at most. */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LocatedJson.LARGEST + 1);
    }
  }
}
