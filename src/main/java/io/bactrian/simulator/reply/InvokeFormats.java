package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.wire.RequestRejected;

/** Chooses the body format of InvokeModel. */
final class InvokeFormats {

  private final BodyFormat anthropic;
  private final BodyFormat titan;
  private final BodyFormat nova;

  InvokeFormats(ObjectMapper json) {
    this.anthropic = new AnthropicFormat(json);
    this.titan = new TitanFormat(json);
    this.nova = new NovaFormat(json);
  }

  /**
   * By the provider in the model id, which may have a profile prefix or be an ARN; the ARN of an
   * application profile names no provider, so there the body decides.
   *
   * @throws RequestRejected if neither tells
   */
  BodyFormat format(String modelId, JsonNode body) {
    if (modelId.contains("anthropic.")) {
      return anthropic;
    }
    if (modelId.contains("amazon.titan")) {
      return titan;
    }
    if (modelId.contains("amazon.nova")) {
      return nova;
    }
    if (body.has("anthropic_version")) {
      return anthropic;
    }
    if (body.has("inputText")) {
      return titan;
    }
    if (body.has("messages")) {
      return nova;
    }
    throw RequestRejected.validation(
        "The simulator answers InvokeModel for the bodies of Anthropic, Amazon Nova and Amazon"
            + " Titan text models; "
            + modelId
            + " is none of them.");
  }
}
