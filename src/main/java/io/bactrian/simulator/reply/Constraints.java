package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;
import java.util.ArrayList;
import java.util.List;

/** Collects breaches of the service model's constraints and words them as Bedrock does. */
final class Constraints {

  private List<String> errors = List.of();

  /** Notes a breach such as {@code Member must have length greater than or equal to 1}. */
  void breach(String value, String path, String constraint) {
    if (errors.isEmpty()) {
      errors = new ArrayList<>();
    }
    errors.add(
        "Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  void atLeast(JsonNode number, double least, String path) {
    if (number != null && number.doubleValue() < least) {
      breach(
          number.asText(), path, "Member must have value greater than or equal to " + plain(least));
    }
  }

  void atMost(JsonNode number, double most, String path) {
    if (number != null && number.doubleValue() > most) {
      breach(number.asText(), path, "Member must have value less than or equal to " + plain(most));
    }
  }

  /**
   * @throws RequestRejected listing every breach
   */
  void throwIfAny() {
    if (errors.isEmpty()) {
      return;
    }
    String count =
        errors.size() == 1
            ? "1 validation error detected: "
            : errors.size() + " validation errors detected: ";
    throw RequestRejected.validation(count + String.join("; ", errors));
  }

  private static String plain(double limit) {
    return limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
  }
}
