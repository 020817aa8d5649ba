package io.bactrian.local;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Makes of the pieces of a local model's answer the events by which Bedrock would have told it.
 * Belongs to one answer, and is used by one thread at a time.
 */
final class AnswerEvents {

  private static final int NO_TOOL = -1;

  private final Supplier<String> callIds;
  private final Queue<ConverseStreamOutput> events = new ArrayDeque<>();
  private int block = -1;
  private boolean open;
  private int tool = NO_TOOL;
  private int lastCall = NO_TOOL;
  private boolean begun;
  private boolean content;
  private boolean ended;

  /** {@code callIds}: for calls of tools that come without an id of their own. */
  AnswerEvents(Supplier<String> callIds) {
    this.callIds = callIds;
  }

  /** The next event; null when the pieces so far have no more. */
  ConverseStreamOutput poll() {
    return events.poll();
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Whether something has come that is worth showing to a caller. */
  boolean hasContent() {
    return content;
  }

  /** Whether the model has called a tool. */
  boolean hasCalls() {
    return lastCall != NO_TOOL;
  }

  /** Whether the model has said that its answer is over: what breaks off later is no loss. */
  boolean isEnded() {
    return ended;
  }

  /** A piece of text. */
  void text(String piece) {
    begin();
    if (piece.isEmpty()) {
      return;
    }
    if (!open || tool != NO_TOOL) {
      nextBlock(NO_TOOL);
    }
    content = true;
    delta(ContentBlockDelta.fromText(piece));
  }

  /** The number of the next call of a tool, where calls are not numbered. */
  int nextCall() {
    return lastCall + 1;
  }

  /**
   * A call of a tool begins.
   *
   * @param number tells the calls of one answer apart
   * @param givenId null where the model gave none
   * @param name null where the model gave none, which is no call
   */
  void call(int number, String givenId, String name) {
    begin();
    if (name == null || number <= lastCall) {
      throw corrupt();
    }
    String id = givenId == null || givenId.isEmpty() ? callIds.get() : givenId;
    nextBlock(number);
    content = true;
    lastCall = number;
    events.add(
        ConverseStreamOutput.contentBlockStartBuilder()
            .contentBlockIndex(block)
            .start(ContentBlockStart.fromToolUse(use -> use.toolUseId(id).name(name)))
            .build());
  }

  /** Whether this call has begun, and no other has since. */
  boolean isIn(int number) {
    return open && tool == number;
  }

  /** A piece of the JSON of that call's input. */
  void arguments(int number, String piece) {
    if (!isIn(number)) {
      throw corrupt();
    }
    if (!piece.isEmpty()) {
      delta(ContentBlockDelta.fromToolUse(use -> use.input(piece)));
    }
  }

  /** The answer is over. An answer without content is one where this says why. */
  void stop(StopReason reason) {
    if (ended) {
      return;
    }
    begin();
    endBlock();
    ended = true;
    content |= reason == StopReason.MAX_TOKENS || reason == StopReason.CONTENT_FILTERED;
    events.add(ConverseStreamOutput.messageStopBuilder().stopReason(reason).build());
  }

  /** What the answer cost; {@code cached} of the {@code input} tokens came from a prompt cache. */
  void usage(int input, int cached, int output) {
    events.add(
        ConverseStreamOutput.metadataBuilder()
            .usage(
                told -> {
                  told.inputTokens(input - cached);
                  told.outputTokens(output).totalTokens(input + output);
                  if (cached > 0) {
                    told.cacheReadInputTokens(cached);
                  }
                })
            .build());
  }

  private void begin() {
    if (!begun) {
      begun = true;
      events.add(
          ConverseStreamOutput.messageStartBuilder().role(ConversationRole.ASSISTANT).build());
    }
  }

  private void nextBlock(int newTool) {
    endBlock();
    open = true;
    block++;
    tool = newTool;
  }

  private void endBlock() {
    if (open) {
      open = false;
      events.add(ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(block).build());
    }
  }

  private void delta(ContentBlockDelta delta) {
    events.add(
        ConverseStreamOutput.contentBlockDeltaBuilder()
            .contentBlockIndex(block)
            .delta(delta)
            .build());
  }

  private static CallFailed corrupt() {
    return new CallFailed(
        FailureKind.TARGET_CORRUPT_REPLY, List.of(), "calls of tools without name or order");
  }
}
