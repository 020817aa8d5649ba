package io.bactrian.bedrock.direct;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import software.amazon.awssdk.core.SdkPojo;

/** Walks over the members of a JSON object that the SDK has a model of. */
final class ModelledMembers {

  /** Reads the member whose value the parser stands at; false when it is none of the reader's. */
  interface Reader {
    boolean read(String name) throws IOException;
  }

  private ModelledMembers() {}

  /**
   * The parser stands at the beginning of an object, and at its end after that. JSON null counts as
   * absent, and members that {@code model} does not have are passed over.
   *
   * @throws IOException when a member of the model is none of the reader's, or it is no such object
   */
  static void read(JsonParser json, SdkPojo model, Reader reader) throws IOException {
    require(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL || reader.read(name)) {
        continue;
      }
      if (model.sdkFieldNameToField().containsKey(name)) {
        throw new IOException("left to the SDK: " + name);
      }
      json.skipChildren();
    }
    require(json, JsonToken.END_OBJECT);
  }

  /** The parser must stand at such a token. */
  static void require(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException(json.currentToken() + " in place of " + token);
    }
  }
}
