package io.bactrian.bedrock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * How long a target wants to be left alone, in every form in which targets say so. Bedrock itself
 * says nothing today; what stands before it may. Moments are counted from the reply's own {@code
 * Date}, as clocks differ.
 */
final class RetryAfter {

  private static final double LONGEST_SECONDS = 3_600;
  private static final double THIRTY_DAYS = 30 * 24 * 3_600;
  private static final double MILLIS = 1e-3;

  /** An epoch beyond this is in milliseconds. */
  private static final double FAR_FUTURE_SECONDS = 1e11;

  /** RFC 9110: the one to be sent, and the two others to be understood. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /** What the exception's reply says, at most an hour; empty when nothing that can be read. */
  static Optional<Duration> of(AwsServiceException said) {
    AwsErrorDetails details = said.awsErrorDetails();
    SdkHttpResponse reply = details == null ? null : details.sdkHttpResponse();
    return reply == null ? Optional.empty() : of(reply);
  }

  /** The most exact form counts. */
  private static Optional<Duration> of(SdkHttpResponse reply) {
    return header(reply, "retry-after")
        .flatMap(value -> number(value).or(() -> untilDate(reply, value)))
        .flatMap(RetryAfter::bounded)
        .or(() -> milliseconds(reply, "retry-after-ms"))
        .or(() -> milliseconds(reply, "x-amz-retry-after"))
        .or(() -> untilReset(reply))
        .or(() -> soonestReset(reply));
  }

  private static Optional<Duration> milliseconds(SdkHttpResponse reply, String name) {
    return header(reply, name)
        .flatMap(RetryAfter::number)
        .flatMap(millis -> bounded(millis * MILLIS));
  }

  /** Seconds from now, or since 1970 where they would be more than thirty days. */
  private static Optional<Duration> untilReset(SdkHttpResponse reply) {
    return header(reply, "x-ratelimit-reset")
        .flatMap(RetryAfter::number)
        .flatMap(
            reset -> reset < THIRTY_DAYS ? Optional.of(reset) : sinceDate(reply, inSeconds(reset)))
        .flatMap(RetryAfter::bounded);
  }

  private static Optional<Duration> soonestReset(SdkHttpResponse reply) {
    Optional<Duration> requests = periods(reply, "x-ratelimit-reset-requests");
    Optional<Duration> tokens = periods(reply, "x-ratelimit-reset-tokens");
    if (requests.isEmpty() || tokens.isEmpty()) {
      return requests.or(() -> tokens);
    }
    return requests.get().compareTo(tokens.get()) <= 0 ? requests : tokens;
  }

  private static Optional<Duration> periods(SdkHttpResponse reply, String name) {
    return header(reply, name).flatMap(RetryAfter::period).flatMap(RetryAfter::bounded);
  }

  /** Seconds in such texts as {@code 6m0s}, {@code 1.5s}, {@code 120ms} or {@code 7}. */
  private static Optional<Double> period(String text) {
    double sum = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = end(text, at, true);
      int next = end(text, unit, false);
      Optional<Double> amount = number(text.substring(at, unit));
      double seconds = seconds(text.substring(unit, next));
      if (amount.isEmpty() || seconds == 0) {
        return Optional.empty();
      }
      sum += amount.get() * seconds;
      at = next;
    }
    return Optional.of(sum);
  }

  private static double seconds(String unit) {
    return switch (unit) {
      case "h" -> 3_600;
      case "m" -> 60;
      case "s", "" -> 1;
      case "ms" -> MILLIS;
      default -> 0;
    };
  }

  private static int end(String text, int from, boolean ofNumber) {
    int end = from;
    while (end < text.length() && isNumeric(text.charAt(end)) == ofNumber) {
      end++;
    }
    return end;
  }

  private static boolean isNumeric(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }

  /** Only digits and a point: Java's own parser would take much more. */
  private static Optional<Double> number(String text) {
    if (text.isEmpty() || end(text, 0, true) < text.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException twoPoints) {
      return Optional.empty();
    }
  }

  private static Optional<Double> untilDate(SdkHttpResponse reply, String value) {
    return date(value).flatMap(then -> sinceDate(reply, then.getEpochSecond()));
  }

  private static Optional<Double> sinceDate(SdkHttpResponse reply, double epochSeconds) {
    return header(reply, "date")
        .flatMap(RetryAfter::date)
        .map(now -> epochSeconds - now.getEpochSecond());
  }

  private static double inSeconds(double epoch) {
    return epoch < FAR_FUTURE_SECONDS ? epoch : epoch * MILLIS;
  }

  private static Optional<Instant> date(String value) {
    for (DateTimeFormatter format : DATES) {
      try {
        return Optional.of(format.parse(value, Instant::from));
      } catch (DateTimeException otherForm) {
        // the next form
      }
    }
    return Optional.empty();
  }

  private static Optional<String> header(SdkHttpResponse reply, String name) {
    return reply.firstMatchingHeader(name).map(String::strip);
  }

  private static Optional<Duration> bounded(double seconds) {
    double millis = Math.min(seconds, LONGEST_SECONDS) / MILLIS;
    return seconds > 0
        ? Optional.of(Duration.ofMillis(Math.max(1, Math.round(millis))))
        : Optional.empty();
  }
}
