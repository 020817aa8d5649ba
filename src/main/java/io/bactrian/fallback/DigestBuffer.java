package io.bactrian.fallback;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Feeds SHA-256 in large pieces; Java's own streams would take a lock for every byte of it. */
final class DigestBuffer {

  private static final int SIZE = 2_048;

  private final MessageDigest digest = sha256();
  private final byte[] buffer = new byte[SIZE];
  private int used;

  void put(int oneByte) {
    if (used == SIZE) {
      flush();
    }
    buffer[used++] = (byte) oneByte;
  }

  void putInt(int number) {
    put(number >>> 24);
    put(number >>> 16);
    put(number >>> 8);
    put(number);
  }

  void put(byte[] bytes) {
    if (bytes.length > SIZE - used) {
      flush();
    }
    if (bytes.length > SIZE) {
      digest.update(bytes);
    } else {
      System.arraycopy(bytes, 0, buffer, used, bytes.length);
      used += bytes.length;
    }
  }

  byte[] digest() {
    flush();
    return digest.digest();
  }

  private void flush() {
    digest.update(buffer, 0, used);
    used = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
