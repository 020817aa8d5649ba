package io.bactrian.simulator.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The JSON body of an exception, alike in an HTTP reply and in an exception frame. */
public final class ErrorBody {

  private static final int ORIGINAL_STATUS = 500;

  private ErrorBody() {}

  public static byte[] of(ExceptionType type, String message, String modelId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", message);
    if (type == ExceptionType.MODEL_ERROR) {
      body.put("originalStatusCode", ORIGINAL_STATUS).put("resourceName", modelId);
    }
    if (type == ExceptionType.MODEL_STREAM_ERROR) {
      body.put("originalStatusCode", ORIGINAL_STATUS).put("originalMessage", message);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
