package io.bactrian.simulator.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;

/** The value of the {@code date} header, formatted once a second. */
public final class DateHeader {

  private record Formatted(long second, String text) {}

  private final LongSupplier epochMillis;
  private volatile Formatted latest = new Formatted(Long.MIN_VALUE, "");

  public DateHeader(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  String now() {
    long second = Math.floorDiv(epochMillis.getAsLong(), 1000L);
    Formatted current = latest;
    if (current.second() != second) {
      current = new Formatted(second, format(second));
      latest = current;
    }
    return current.text();
  }

  private static String format(long second) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
  }
}
