package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What the simulated model answers, whatever body it goes out in.
 *
 * @param stopSequence the sequence it stopped at; empty for other stop reasons
 * @param hash of the request
 * @param echo members of the request that the reply repeats
 */
record Reply(
    String modelId,
    List<ReplyBlock> blocks,
    StopReason stopReason,
    String stopSequence,
    int inputTokens,
    int outputTokens,
    long hash,
    Map<String, JsonNode> echo) {

  int totalTokens() {
    return inputTokens + outputTokens;
  }

  /** The same success with nothing in it. */
  Reply withoutContent() {
    return new Reply(modelId, List.of(), StopReason.END_TURN, "", inputTokens, 0, hash, echo);
  }
}
