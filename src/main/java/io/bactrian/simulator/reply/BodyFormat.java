package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** A pair of request and reply bodies, both whole and as stream events. */
interface BodyFormat {

  /**
   * @throws io.bactrian.simulator.wire.RequestRejected if Bedrock would refuse the body
   */
  Conversation read(String modelId, JsonNode body);

  byte[] body(Reply reply, long latencyMs) throws IOException;

  List<StreamEvent> events(Reply reply);
}
