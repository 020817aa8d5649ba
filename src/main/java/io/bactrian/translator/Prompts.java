package io.bactrian.translator;

import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** One prompt and one text, as Converse sees them. */
final class Prompts {

  private Prompts() {}

  static ConverseRequest request(String prompt, String systemPrompt, PromptSettings settings) {
    ConverseRequest.Builder request =
        ConverseRequest.builder()
            .messages(
                Message.builder()
                    .role(ConversationRole.USER)
                    .content(ContentBlock.fromText(prompt))
                    .build())
            .inferenceConfig(
                InferenceConfiguration.builder()
                    .maxTokens(settings.maxTokens())
                    .temperature(settings.temperature())
                    .build());
    if (!systemPrompt.isEmpty()) {
      request.system(List.of(SystemContentBlock.fromText(systemPrompt)));
    }
    return request.build();
  }

  /** All text blocks of an answer, joined: a model may send several. */
  static String text(ConverseResponse response) {
    List<ContentBlock> blocks = response.output().message().content();
    if (blocks.size() == 1 && blocks.getFirst().text() != null) {
      return blocks.getFirst().text();
    }
    var joined = new StringBuilder();
    for (ContentBlock block : blocks) {
      if (block.text() != null) {
        joined.append(block.text());
      }
    }
    return joined.toString();
  }
}
