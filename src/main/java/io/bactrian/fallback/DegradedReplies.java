package io.bactrian.fallback;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The last rung: an apology that fits what the caller wanted, and says that it is one. */
public final class DegradedReplies {

  /** Rules look at so many characters of a text; what a question is about is told by then. */
  private static final int LONGEST_LOOK = 10_000;

  private final String standard;
  private final Map<String, String> byUseCase;
  private final List<DegradedRule> rules;

  /** {@code rules}: the first that fits wins, and any that fits wins over the use case. */
  public DegradedReplies(String standard, Map<String, String> byUseCase, List<DegradedRule> rules) {
    this.standard = standard;
    this.byUseCase = Map.copyOf(byUseCase);
    this.rules = List.copyOf(rules);
  }

  public GatewayCall degrade(GatewayCall call) {
    return call.ended(
        new Outcome.Degraded(text(call), call.cause().orElse(FailureKind.GATEWAY_INTERNAL_ERROR)));
  }

  private String text(GatewayCall call) {
    if (!rules.isEmpty() && call.question() instanceof Question.Converse conversation) {
      String asked = lastOfUser(conversation.request().messages());
      for (DegradedRule rule : rules) {
        if (rule.when().matcher(asked).find()) {
          return rule.text();
        }
      }
    }
    return byUseCase.getOrDefault(call.useCase(), standard);
  }

  private static String lastOfUser(List<Message> messages) {
    for (Message message : messages.reversed()) {
      if (message.role() == ConversationRole.USER) {
        return text(message);
      }
    }
    return "";
  }

  private static String text(Message message) {
    var text = new StringBuilder();
    for (ContentBlock block : message.content()) {
      if (block.text() != null) {
        int room = LONGEST_LOOK - text.length();
        text.append(block.text(), 0, Math.min(room, block.text().length()));
      }
    }
    return text.toString();
  }
}
