package io.bactrian.config;

import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Time and chance: made here, and handed to whoever needs them. */
record Sources(
    LongSupplier nanoClock,
    InstantSource clock,
    DoubleSupplier random,
    Supplier<String> requestIds) {

  static Sources real() {
    return new Sources(
        System::nanoTime,
        InstantSource.system(),
        () -> ThreadLocalRandom.current().nextDouble(),
        Sources::requestId);
  }

  /** Chance that comes the same again with the same seed. */
  static RandomGenerator seeded(long seed) {
    return new Random(seed);
  }

  /** Unique, not secret: a secure random source would cost more than the rest of the edge. */
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
