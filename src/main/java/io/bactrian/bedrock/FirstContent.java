package io.bactrian.bedrock;

import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;

/** Watches for the first event that is worth showing to a caller. */
final class FirstContent {

  private boolean come;

  boolean hasCome() {
    return come;
  }

  void see(ConverseStreamOutput event) {
    come |=
        switch (event) {
          case ContentBlockStartEvent begun -> begun.start() != null;
          case ContentBlockDeltaEvent more -> hasContent(more.delta());
          // An answer without content that says why is an answer.
          case MessageStopEvent stop -> EmptyAnswers.isExplainedBy(stop.stopReason());
          default -> false;
        };
  }

  private static boolean hasContent(ContentBlockDelta delta) {
    return Optional.ofNullable(delta.text()).filter(text -> !text.isEmpty()).isPresent()
        || delta.toolUse() != null
        || delta.reasoningContent() != null
        || delta.citation() != null;
  }
}
