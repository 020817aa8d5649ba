package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.InvalidRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

/**
 * {@code POST /model/{id}/count-tokens}: {@code {input: {converse: {...}}}} or {@code {input:
 * {invokeModel: {body}}}} to {@code {inputTokens}}.
 */
public final class ConverseTokens {

  private final SdkJsonReader reader = new SdkJsonReader();
  private final SdkJsonWriter writer = new SdkJsonWriter();

  /**
   * The request without a model id: it is in the URL, and each target adds its own.
   *
   * @throws InvalidRequest when the body is not a valid request of this operation
   */
  public CountTokensRequest read(JsonNode body) {
    CountTokensRequest request = reader.read(body, CountTokensRequest.builder()).build();
    if (request.input() == null) {
      throw new InvalidRequest("field 'input' is required");
    }
    return request;
  }

  /** The body of the reply. */
  public JsonNode write(CountTokensResponse response) {
    return writer.write(response);
  }
}
