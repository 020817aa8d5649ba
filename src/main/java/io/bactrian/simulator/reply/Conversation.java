package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A validated request for text, whatever body it came in.
 *
 * @param lastUserText text of the last user message
 * @param hash the same for the same request in every run
 * @param maxTokens limit of the reply
 * @param answersToolResult whether the last message brings the result of a tool
 * @param outputSchema JSON schema that the text of the reply must fit
 * @param echo members of the request that the reply repeats
 */
record Conversation(
    String lastUserText,
    long hash,
    int inputTokens,
    int maxTokens,
    List<String> stopSequences,
    ToolOffer tools,
    boolean answersToolResult,
    Optional<JsonNode> outputSchema,
    Map<String, JsonNode> echo) {

  Conversation withOutputSchema(JsonNode schema) {
    return new Conversation(
        lastUserText,
        hash,
        inputTokens,
        maxTokens,
        stopSequences,
        tools,
        answersToolResult,
        Optional.of(schema),
        echo);
  }
}
