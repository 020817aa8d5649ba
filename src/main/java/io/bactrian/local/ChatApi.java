package io.bactrian.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

/** One API of local models: pure functions to and from Converse's terms. */
interface ChatApi {

  /** The address to send questions to, below the base address of the server. */
  URI endpoint(URI base);

  /** Whether the API can say all of a question that the answer depends on. */
  boolean canSay(ConverseRequest question);

  /** The body of a request. */
  ObjectNode request(ConverseRequest question, String model, boolean streamed);

  /** The JSON in a line of a stream; empty where the line has none. */
  Optional<String> json(String line);

  /** Whether nothing comes after a line of a stream. */
  boolean isLast(String line);

  /**
   * Reads a whole answer, or the next piece of a stream, which has the same members.
   *
   * @throws io.bactrian.call.CallFailed when it is an error, or no answer at all
   */
  void read(JsonNode piece, AnswerEvents answer);
}
