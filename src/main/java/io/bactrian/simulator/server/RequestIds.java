package io.bactrian.simulator.server;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Request ids in the form of Bedrock's, none of them twice. */
public final class RequestIds {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000000000000000L;

  private final long high;
  private final AtomicLong low;

  public RequestIds(long high, long low) {
    this.high = high & 0xFFFFFFFFFFFF0FFFL | VERSION_4;
    this.low = new AtomicLong(low);
  }

  String next() {
    return new UUID(high, low.getAndIncrement() & 0x3FFFFFFFFFFFFFFFL | VARIANT).toString();
  }
}
