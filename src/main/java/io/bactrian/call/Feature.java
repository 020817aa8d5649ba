package io.bactrian.call;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;

/** What a conversation may need of a model besides text, and not every model has. */
public enum Feature {
  TOOLS,
  IMAGES,
  DOCUMENTS,
  VIDEO,
  AUDIO,
  REASONING;

  /** The fields of models' own by which a caller asks them to reason. */
  private static final List<String> REASONING_FIELDS =
      List.of("thinking", "reasoning_config", "reasoningConfig", "reasoning_effort");

  /** The name in settings, such as {@code tools}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a question needs; nothing is known of a body in a model's own format. */
  public static Set<Feature> neededBy(Question question) {
    Set<Feature> needed = EnumSet.noneOf(Feature.class);
    if (question instanceof Question.Converse conversation) {
      addNeeds(conversation.request(), needed);
    }
    return needed;
  }

  private static void addNeeds(ConverseRequest request, Set<Feature> needed) {
    if (request.toolConfig() != null && !request.toolConfig().tools().isEmpty()) {
      needed.add(TOOLS);
    }
    if (asksToReason(request.additionalModelRequestFields())) {
      needed.add(REASONING);
    }
    for (Message message : request.messages()) {
      for (ContentBlock block : message.content()) {
        addNeeds(block, needed);
      }
    }
  }

  private static void addNeeds(ContentBlock block, Set<Feature> needed) {
    switch (block.type()) {
      case IMAGE -> needed.add(IMAGES);
      case DOCUMENT -> needed.add(DOCUMENTS);
      case VIDEO -> needed.add(VIDEO);
      case AUDIO -> needed.add(AUDIO);
      case REASONING_CONTENT -> needed.add(REASONING);
      case TOOL_USE -> needed.add(TOOLS);
      case TOOL_RESULT -> {
        needed.add(TOOLS);
        for (ToolResultContentBlock result : block.toolResult().content()) {
          addNeeds(result, needed);
        }
      }
      default -> {}
    }
  }

  private static void addNeeds(ToolResultContentBlock result, Set<Feature> needed) {
    switch (result.type()) {
      case IMAGE -> needed.add(IMAGES);
      case DOCUMENT -> needed.add(DOCUMENTS);
      case VIDEO -> needed.add(VIDEO);
      default -> {}
    }
  }

  private static boolean asksToReason(Document fields) {
    if (fields == null || !fields.isMap()) {
      return false;
    }
    for (String name : REASONING_FIELDS) {
      Document asked = fields.asMap().get(name);
      if (asked != null && !asked.isNull() && !isDisabled(asked)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDisabled(Document asked) {
    Document type = asked.isMap() ? asked.asMap().get("type") : asked;
    return type != null && type.isString() && List.of("disabled", "none").contains(type.asString());
  }
}
