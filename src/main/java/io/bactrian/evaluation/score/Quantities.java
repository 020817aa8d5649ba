package io.bactrian.evaluation.score;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the numbers of a text from its beginning: amounts, dates, times of day and weekdays. */
final class Quantities {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\d+(?:,\\d{3})+(?:\\.\\d+)?|\\d+:\\d\\d|\\d+(?:\\.\\d+)?|\\pL+|[%$\u20ac\u00a3]");
  private static final Set<String> ONE_OF = Set.of("a", "an", "per", "every", "each");
  private static final Set<String> CURRENCY = Set.of("$", "\u20ac", "\u00a3");
  private static final double NOON = 720;

  private final List<String> tokens = new ArrayList<>();
  private final List<Quantity> found = new ArrayList<>();
  private int at;

  /** Where the quantity that is read begins, and where the unit of the one before it was. */
  private int start;

  private int end;

  /** What may be added to the duration before is less than this, in seconds. */
  private double largest;

  private Quantities(String text) {
    for (Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT)); matcher.find(); ) {
      tokens.add(matcher.group().replace(",", ""));
    }
  }

  static List<Quantity> of(String text) {
    Quantities reading = new Quantities(text);
    while (reading.at < reading.tokens.size()) {
      reading.read();
    }
    return reading.found;
  }

  private String token(int offset) {
    int index = at + offset;
    return index >= 0 && index < tokens.size() ? tokens.get(index) : "";
  }

  private void read() {
    String token = token(0);
    start = at;
    int weekday = Units.weekday(token);
    int month = Units.month(token);
    Optional<Double> number = number();
    if (weekday > 0) {
      add("weekday", weekday, weekday);
    } else if (token.equals("noon")) {
      add("clock", NOON, NOON);
    } else if (number.isPresent()) {
      amount(number.get());
    } else if (month > 0 && !token.equals("may") || month > 0 && day(1) > 0) {
      month(month);
    } else if (token.equals("half") && token(1).equals("of")) {
      add("percent", 50, 50);
    } else if (ONE_OF.contains(token(-1)) || token.endsWith("ly")) {
      Units.unit(token).ifPresent(unit -> add(unit.dimension(), unit.factor(), 1));
    }
    at++;
  }

  private void month(int month) {
    int day = day(1);
    if (day > 0) {
      add("date", month * 100 + day, day);
      at++;
    } else {
      add("month", month, month);
    }
  }

  private int day(int offset) {
    String token = token(offset);
    boolean fits = token.matches("\\d{1,2}") && Integer.parseInt(token) <= 31;
    return fits ? Integer.parseInt(token) : 0;
  }

  /** Leaves the place at the last token of the number. */
  private Optional<Double> number() {
    String token = token(0);
    if (token.contains(":")) {
      return Optional.of(clock(token));
    }
    if (!token.isEmpty() && Character.isDigit(token.charAt(0))) {
      return Optional.of(scaled(Double.parseDouble(token)));
    }
    return Units.number(token)
        .map(
            value -> {
              Optional<Double> next = Units.number(token(1));
              boolean compound = value >= 20 && next.filter(one -> one < 10).isPresent();
              at += compound ? 1 : 0;
              return scaled(value + (compound ? next.get() : 0));
            });
  }

  private double scaled(double value) {
    Optional<Double> scale = Units.scale(token(1));
    at += scale.isPresent() ? 1 : 0;
    return value * scale.orElse(1.0);
  }

  private static double clock(String token) {
    String[] parts = token.split(":");
    return Integer.parseInt(parts[0]) * 60.0 + Integer.parseInt(parts[1]);
  }

  private void amount(double value) {
    String written = token(0);
    boolean half = token(1).equals("and") && token(2).equals("a") && token(3).equals("half");
    at += half ? 3 : 0;
    double number = half ? value + 0.5 : value;
    String next = token(1);
    if (written.contains(":") || next.equals("am") || next.equals("pm")) {
      double minutes = written.contains(":") ? number : number * 60;
      add("clock", minutes + (next.equals("pm") && minutes < NOON ? NOON : 0), number);
    } else if (CURRENCY.contains(token(-1)) && Units.unit(next).isEmpty()) {
      add(Units.unit(token(-1)).orElseThrow().dimension(), number, number);
    } else if (date(number, next)) {
      at++;
    } else {
      Optional<Units.Unit> unit = unitAfter();
      if (unit.isPresent()) {
        measure(unit.get(), number);
      } else if (!written.equals("one")) {
        add(Quantity.COUNT, number, number);
      }
    }
  }

  /** 45 minutes after 1 hour are part of the same duration. */
  private void measure(Units.Unit unit, double number) {
    boolean duration = unit.dimension().equals(Quantity.DURATION);
    double value = number * unit.factor();
    boolean continued = duration && start - end <= 2 && value < largest;
    double before = continued ? found.removeLast().value() : 0;
    add(unit.dimension(), before + value, number);
    end = at + 1;
    largest = duration ? unit.factor() : 0;
  }

  private boolean date(double day, String next) {
    boolean ordinal = Set.of("st", "nd", "rd", "th").contains(next);
    int month = Units.month(ordinal ? token(2) : next);
    if (month > 0) {
      at += ordinal ? 1 : 0;
      add("date", month * 100 + day, day);
    }
    return month > 0;
  }

  /** The unit follows its number, or an adjective: two weeks, 3 working days. */
  private Optional<Units.Unit> unitAfter() {
    return Units.unit(token(1)).or(() -> Units.unit(token(2)).filter(unit -> adjective(token(1))));
  }

  private static boolean adjective(String word) {
    return Set.of("working", "business", "full", "whole", "calendar", "more").contains(word);
  }

  private void add(String dimension, double value, double written) {
    found.add(new Quantity(dimension, value, written));
  }
}
