package io.bactrian.evaluation.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units of measure by their names, and words that are numbers, days or months. */
final class Units {

  /** A unit as so much of its dimension's own. */
  record Unit(String dimension, double factor) {}

  private static final double DAY = 86_400;
  private static final double YEAR = 365 * DAY;

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final List<String> UP_TO_TWENTY =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "twenty");

  private static final List<String> TENS =
      List.of("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private static final Map<String, Double> SCALES =
      Map.of("dozen", 12.0, "hundred", 100.0, "thousand", 1_000.0, "million", 1_000_000.0);

  private static final Map<String, Unit> UNITS = new HashMap<>();

  static {
    unit(Quantity.DURATION, 1, "second", "seconds");
    unit(Quantity.DURATION, 60, "minute", "minutes", "min");
    unit(Quantity.DURATION, 3_600, "hour", "hours", "h", "hourly");
    unit(Quantity.DURATION, DAY, "day", "days", "daily");
    unit(Quantity.DURATION, 7 * DAY, "week", "weeks", "weekly");
    unit(Quantity.DURATION, YEAR / 12, "month", "months", "monthly");
    unit(Quantity.DURATION, YEAR / 4, "quarter", "quarters", "quarterly");
    unit(Quantity.DURATION, YEAR, "year", "years", "yearly", "annually");
    unit("percent", 1, "%", "percent", "per cent");
    unit("dollar", 1, "$", "dollar", "dollars", "usd");
    unit("euro", 1, "\u20ac", "euro", "euros", "eur");
    unit("pound", 1, "\u00a3", "pound", "pounds", "gbp");
    unit("length", 0.001, "mm", "millimetre", "millimetres", "millimeter", "millimeters");
    unit("length", 0.01, "cm", "centimetre", "centimetres", "centimeter", "centimeters");
    unit("length", 1, "m", "metre", "metres", "meter", "meters");
    unit("length", 1_000, "km", "kilometre", "kilometres", "kilometer", "kilometers");
    unit("mass", 1, "g", "gram", "grams");
    unit("mass", 1_000, "kg", "kilogram", "kilograms", "kilo", "kilos");
    unit("volume", 0.001, "ml", "millilitre", "millilitres", "milliliter", "milliliters");
    unit("volume", 1, "l", "litre", "litres", "liter", "liters");
    unit("power", 1, "w", "watt", "watts");
    unit("power", 1_000, "kw", "kilowatt", "kilowatts");
  }

  private Units() {}

  private static void unit(String dimension, double factor, String... names) {
    for (String name : names) {
      UNITS.put(name, new Unit(dimension, factor));
    }
  }

  static Optional<Unit> unit(String name) {
    return Optional.ofNullable(UNITS.get(name));
  }

  /**
   * @return 1 to 12, or 0 for no month
   */
  static int month(String word) {
    return MONTHS.indexOf(word) + 1;
  }

  /**
   * @return 1 for Monday to 7, or 0 for no day; the plural is a day too
   */
  static int weekday(String word) {
    return DAYS.indexOf(word.endsWith("s") ? word.substring(0, word.length() - 1) : word) + 1;
  }

  static Optional<Double> number(String word) {
    if (UP_TO_TWENTY.contains(word)) {
      return Optional.of((double) UP_TO_TWENTY.indexOf(word));
    }
    return TENS.contains(word) ? Optional.of(30.0 + 10 * TENS.indexOf(word)) : Optional.empty();
  }

  static Optional<Double> scale(String word) {
    return Optional.ofNullable(SCALES.get(word));
  }
}
