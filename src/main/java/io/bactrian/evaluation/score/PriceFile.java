package io.bactrian.evaluation.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.evaluation.score.PriceTable.Price;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/** The JSON of a price table. */
final class PriceFile {

  private PriceFile() {}

  static PriceTable parse(String file, String text) {
    JsonNode root = tree(file, text);
    Map<String, Price> prices = new HashMap<>();
    root.path("models")
        .properties()
        .forEach(
            entry ->
                prices.put(
                    entry.getKey(),
                    new Price(
                        amount(file, entry.getKey(), entry.getValue().path("input")),
                        amount(file, entry.getKey(), entry.getValue().path("output")))));
    if (prices.isEmpty()) {
      throw new InvalidPriceTable(
          file + ": 'models' must have prices by the beginnings of model ids");
    }
    return new PriceTable(date(file, root.path("date").asText()), prices);
  }

  private static JsonNode tree(String file, String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException invalid) {
      int line = invalid.getLocation() == null ? 1 : invalid.getLocation().getLineNr();
      throw new InvalidPriceTable(
          file + ", line " + line + ": no JSON: " + invalid.getOriginalMessage());
    }
  }

  private static double amount(String file, String model, JsonNode amount) {
    if (!amount.isNumber() || amount.doubleValue() < 0) {
      throw new InvalidPriceTable(
          file
              + ": '"
              + model
              + "' needs input and output, both US dollars for a million tokens, 0 or more");
    }
    return amount.doubleValue();
  }

  private static String date(String file, String date) {
    try {
      return LocalDate.parse(date).toString();
    } catch (DateTimeParseException invalid) {
      throw new InvalidPriceTable(
          file + ": 'date' must say when the prices were written down, as in 2026-11-21");
    }
  }
}
