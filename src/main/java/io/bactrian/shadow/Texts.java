package io.bactrian.shadow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** The text of questions and answers. */
final class Texts {

  private Texts() {}

  /** Empty where there is anything else, or nothing; where a cache ends is not of the question. */
  static Optional<String> ofQuestion(List<ContentBlock> blocks) {
    return blocks.stream().allMatch(block -> block.text() != null || block.cachePoint() != null)
        ? Optional.of(joined(blocks)).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** Blank where there is none; empty where there is anything else. */
  static Optional<String> ofSystem(List<SystemContentBlock> blocks) {
    return blocks.stream().allMatch(block -> block.text() != null || block.cachePoint() != null)
        ? Optional.of(
            blocks.stream()
                .map(SystemContentBlock::text)
                .filter(text -> text != null)
                .collect(Collectors.joining("\n")))
        : Optional.empty();
  }

  /** Empty where the answer has no text; what a model thinks is not its answer. */
  static Optional<String> ofAnswer(ConverseResponse response) {
    return Optional.ofNullable(response.output())
        .map(output -> output.message())
        .map(message -> joined(message.content()))
        .filter(text -> !text.isBlank());
  }

  private static String joined(List<ContentBlock> blocks) {
    return blocks.stream()
        .map(ContentBlock::text)
        .filter(text -> text != null)
        .collect(Collectors.joining("\n"));
  }
}
