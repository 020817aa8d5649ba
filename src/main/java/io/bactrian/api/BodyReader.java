package io.bactrian.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.InvalidRequest;

/** Reads JSON from an untrusted body, within limits. */
@FunctionalInterface
public interface BodyReader {

  /**
   * Returns the JSON value.
   *
   * @throws InvalidRequest naming the problem or the limit, when it is not strict JSON
   */
  JsonNode read(byte[] body);
}
