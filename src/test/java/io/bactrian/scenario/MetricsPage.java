package io.bactrian.scenario;

import java.util.Arrays;
import java.util.List;

/** What the Prometheus page says. */
public record MetricsPage(List<String> lines) {

  public static MetricsPage of(String text) {
    return new MetricsPage(text.lines().filter(line -> !line.startsWith("#")).toList());
  }

  /** The sum of the series of that name whose labels hold all of {@code labels}. */
  public double sum(String name, String... labels) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
