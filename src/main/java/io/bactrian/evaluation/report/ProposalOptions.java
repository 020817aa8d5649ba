package io.bactrian.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a proposed strategy is made by.
 *
 * @param qualityFloor quality that a model must have to be proposed at all, 0 to 1
 * @param inForce the strategy document that would be replaced; what it says of the models'
 *     abilities is taken over, as no evaluation finds that
 */
public record ProposalOptions(double qualityFloor, Optional<JsonNode> inForce) {

  /** Half of what is expected. */
  public static final double STANDARD_FLOOR = 0.5;

  public ProposalOptions {
    if (!(qualityFloor >= 0 && qualityFloor <= 1)) {
      throw new IllegalArgumentException("quality floor must be from 0 to 1, not " + qualityFloor);
    }
  }
}
