package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.quality.SimulatedKnowledge;
import java.util.List;
import java.util.Optional;

/** Answers a conversation: always the same way for the same request, and openly simulated. */
final class SimulatedModel {

  private static final int ECHO_LENGTH = 80;

  private final String region;
  private final int sentences;
  private final SimulatedKnowledge knowledge;

  SimulatedModel(String region, int sentences, SimulatedKnowledge knowledge) {
    this.region = region;
    this.sentences = sentences;
    this.knowledge = knowledge;
  }

  Reply reply(String modelId, Conversation conversation) {
    if (!conversation.answersToolResult()) {
      Optional<Tool> tool = conversation.tools().call(conversation.lastUserText());
      if (tool.isPresent()) {
        Reply call = toolCall(modelId, conversation, tool.get());
        if (call.outputTokens() <= conversation.maxTokens()) {
          return call;
        }
      }
    }
    return text(modelId, conversation, words(modelId, conversation));
  }

  private Reply toolCall(String modelId, Conversation conversation, Tool tool) {
    JsonNode input = SchemaSample.of(tool.inputSchema());
    var use = new ReplyBlock.ToolUse(ToolUseId.of(conversation.hash()), tool.name(), input);
    int tokens = Tokens.of(tool.name()) + Tokens.of(input.toString());
    if (conversation.tools().forced()) {
      return finished(modelId, conversation, List.of(use), tokens);
    }
    String text = prefix(modelId) + "I will call " + tool.name() + ".";
    List<ReplyBlock> blocks = List.of(new ReplyBlock.Text(text), use);
    return finished(modelId, conversation, blocks, tokens + Tokens.of(text));
  }

  private static Reply finished(
      String modelId, Conversation conversation, List<ReplyBlock> blocks, int tokens) {
    return new Reply(
        modelId,
        blocks,
        StopReason.TOOL_USE,
        "",
        conversation.inputTokens(),
        tokens,
        conversation.hash(),
        conversation.echo());
  }

  private String words(String modelId, Conversation conversation) {
    if (conversation.outputSchema().isPresent()) {
      return SchemaSample.of(conversation.outputSchema().get()).toString();
    }
    return knowledge
        .answer(region, modelId, conversation.lastUserText())
        .orElseGet(() -> echoing(modelId, conversation));
  }

  private String echoing(String modelId, Conversation conversation) {
    var text = new StringBuilder(360).append(prefix(modelId));
    text.append(conversation.answersToolResult() ? "The tool has answered." : "You said: \"");
    if (!conversation.answersToolResult()) {
      text.append(echo(conversation.lastUserText())).append("\".");
    }
    Vocabulary.append(text, conversation.hash(), sentences);
    return text.toString();
  }

  private String prefix(String modelId) {
    return "[simulated " + modelId + " in " + region + "] ";
  }

  private static String echo(String prompt) {
    if (prompt.length() <= ECHO_LENGTH) {
      return prompt;
    }
    // Half a surrogate pair would not survive UTF-8.
    int end = Character.isHighSurrogate(prompt.charAt(ECHO_LENGTH - 1)) ? 1 : 0;
    return prompt.substring(0, ECHO_LENGTH - end) + "...";
  }

  private static Reply text(String modelId, Conversation conversation, String words) {
    String text = words;
    StopReason reason = StopReason.END_TURN;
    String stopSequence = "";
    for (String sequence : conversation.stopSequences()) {
      int at = text.indexOf(sequence);
      if (at >= 0) {
        text = text.substring(0, at);
        reason = StopReason.STOP_SEQUENCE;
        stopSequence = sequence;
      }
    }
    if (Tokens.of(text) > conversation.maxTokens()) {
      text = cut(text, conversation.maxTokens() * Tokens.CHARACTERS);
      reason = StopReason.MAX_TOKENS;
      stopSequence = "";
    }
    return new Reply(
        modelId,
        text.isEmpty() ? List.of() : List.of(new ReplyBlock.Text(text)),
        reason,
        stopSequence,
        conversation.inputTokens(),
        Tokens.of(text),
        conversation.hash(),
        conversation.echo());
  }

  private static String cut(String text, int length) {
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? 1 : 0;
    return text.substring(0, length - end);
  }
}
