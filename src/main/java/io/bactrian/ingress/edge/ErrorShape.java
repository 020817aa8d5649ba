package io.bactrian.ingress.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The JSON in which one wire protocol reports a refusal. */
@FunctionalInterface
public interface ErrorShape {

  ErrorShape DETAIL =
      (fault, message, headers) -> new JsonObject().put("detail", message).toBuffer();

  ErrorShape OPENAI =
      (fault, message, headers) ->
          new JsonObject()
              .put(
                  "error",
                  new JsonObject()
                      .put("message", message)
                      .put("type", fault.openAiType())
                      .putNull("param")
                      .put("code", fault.openAiCode()))
              .toBuffer();

  ErrorShape BEDROCK =
      (fault, message, headers) -> {
        headers.set("x-amzn-errortype", fault.bedrockType());
        return new JsonObject().put("message", message).toBuffer();
      };

  ErrorShape ANTHROPIC =
      (fault, message, headers) ->
          new JsonObject()
              .put("type", "error")
              .put(
                  "error",
                  new JsonObject().put("type", fault.anthropicType()).put("message", message))
              .toBuffer();

  /** Makes the body, and may add headers of the protocol. */
  Buffer body(EdgeFault fault, String message, MultiMap headers);

  /** The shape that the clients of a path understand. */
  static ErrorShape forPath(String path) {
    if (path.startsWith("/v1/messages")) {
      return ANTHROPIC;
    }
    if (path.startsWith("/v1/")) {
      return OPENAI;
    }
    return path.startsWith("/model/") ? BEDROCK : DETAIL;
  }
}
