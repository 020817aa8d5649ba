package io.bactrian.evaluation.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What tokens cost.
 *
 * @param date when the prices were written down, ISO 8601
 * @param byPrefix by the beginning of a Bedrock id without its region's prefix
 */
public record PriceTable(String date, Map<String, Price> byPrefix) {

  private static final String SHIPPED = "/evaluation/prices.json";
  private static final double MILLION = 1_000_000;
  private static final Set<String> REGIONS =
      Set.of("us", "us-gov", "eu", "apac", "jp", "au", "ca", "global");

  /** US dollars for a million tokens. */
  public record Price(double input, double output) {}

  public PriceTable {
    byPrefix = Map.copyOf(byPrefix);
  }

  /**
   * A user's own table, in place of the shipped one.
   *
   * @throws InvalidPriceTable when anything of it is unusable
   */
  public static PriceTable read(Path file) {
    try {
      return PriceFile.parse(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new InvalidPriceTable("price table " + file + " cannot be read: " + unreadable);
    }
  }

  /** What the application brings; to be checked before it decides about money. */
  public static PriceTable shipped() {
    try (InputStream in = PriceTable.class.getResourceAsStream(SHIPPED)) {
      return PriceFile.parse(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new IllegalStateException(SHIPPED + " cannot be read", unreadable);
    }
  }

  /**
   * The longest prefix that fits wins.
   *
   * @param modelId a Bedrock id, an inference profile or an ARN that ends in one of them
   * @return US dollars; empty where no prefix fits
   */
  public OptionalDouble costUsd(String modelId, long inputTokens, long outputTokens) {
    String id = withoutRegion(modelId);
    return byPrefix.keySet().stream()
        .filter(id::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(byPrefix::get)
        .map(
            price ->
                OptionalDouble.of(
                    (inputTokens * price.input() + outputTokens * price.output()) / MILLION))
        .orElse(OptionalDouble.empty());
  }

  private static String withoutRegion(String modelId) {
    String id = modelId.substring(modelId.lastIndexOf('/') + 1);
    int dot = id.indexOf('.');
    return dot > 0 && REGIONS.contains(id.substring(0, dot)) ? id.substring(dot + 1) : id;
  }
}
