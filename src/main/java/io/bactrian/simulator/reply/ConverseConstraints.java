package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;

/** The constraints that the service model puts on the members of a Converse request. */
final class ConverseConstraints {

  private static final int LONGEST_TOOL_NAME = 64;

  private ConverseConstraints() {}

  /**
   * @throws RequestRejected listing every breach
   */
  static void check(JsonNode body) {
    var constraints = new Constraints();
    checkMessages(Members.list(body, "messages"), constraints);
    checkSystem(Members.list(body, "system"), constraints);
    JsonNode inference = Members.structure(body, "inferenceConfig");
    if (inference != null) {
      checkInference(inference, constraints);
    }
    JsonNode tools = Members.structure(body, "toolConfig");
    if (tools != null) {
      checkTools(Members.list(tools, "tools"), constraints);
    }
    constraints.throwIfAny();
  }

  private static void checkMessages(JsonNode messages, Constraints constraints) {
    int size = messages == null ? 0 : messages.size();
    for (int i = 0; i < size; i++) {
      JsonNode message = messages.get(i);
      Members.typed(message, message.isObject(), "a Structure");
      String path = "messages." + (i + 1) + ".member.";
      JsonNode role = Members.string(message, "role");
      if (role == null) {
        constraints.breach("null", path + "role", "Member must not be null");
      } else if (!isRole(role.textValue())) {
        constraints.breach(
            role.textValue(),
            path + "role",
            "Member must satisfy enum value set: [user, assistant, system]");
      }
      if (Members.list(message, "content") == null) {
        constraints.breach("null", path + "content", "Member must not be null");
      }
    }
  }

  private static boolean isRole(String role) {
    return "user".equals(role) || "assistant".equals(role) || "system".equals(role);
  }

  private static void checkSystem(JsonNode system, Constraints constraints) {
    int size = system == null ? 0 : system.size();
    for (int i = 0; i < size; i++) {
      JsonNode text = Members.string(system.get(i), "text");
      if (text != null && text.textValue().isEmpty()) {
        constraints.breach(
            "",
            "system." + (i + 1) + ".member.text",
            "Member must have length greater than or equal to 1");
      }
    }
  }

  private static void checkInference(JsonNode inference, Constraints constraints) {
    constraints.atLeast(Members.integer(inference, "maxTokens"), 1, "inferenceConfig.maxTokens");
    for (String share : new String[] {"temperature", "topP"}) {
      JsonNode number = Members.number(inference, share);
      constraints.atLeast(number, 0, "inferenceConfig." + share);
      constraints.atMost(number, 1, "inferenceConfig." + share);
    }
    JsonNode sequences = Members.list(inference, "stopSequences");
    int size = sequences == null ? 0 : sequences.size();
    for (int i = 0; i < size; i++) {
      JsonNode sequence = sequences.get(i);
      Members.typed(sequence, sequence.isTextual(), "a String");
      if (sequence.textValue().isEmpty()) {
        constraints.breach(
            "",
            "inferenceConfig.stopSequences." + (i + 1) + ".member",
            "Member must have length greater than or equal to 1");
      }
    }
  }

  private static void checkTools(JsonNode tools, Constraints constraints) {
    if (tools == null || tools.isEmpty()) {
      constraints.breach(
          tools == null ? "null" : "[]",
          "toolConfig.tools",
          "Member must have length greater than or equal to 1");
      return;
    }
    for (int i = 0; i < tools.size(); i++) {
      JsonNode spec = Members.structure(tools.get(i), "toolSpec");
      if (spec != null) {
        checkToolName(
            Members.string(spec, "name"),
            "toolConfig.tools." + (i + 1) + ".member.toolSpec.name",
            constraints);
      }
    }
  }

  private static void checkToolName(JsonNode name, String path, Constraints constraints) {
    if (name == null) {
      constraints.breach("null", path, "Member must not be null");
    } else if (name.textValue().length() > LONGEST_TOOL_NAME) {
      constraints.breach(
          name.textValue(), path, "Member must have length less than or equal to 64");
    } else if (!isToolName(name.textValue())) {
      constraints.breach(
          name.textValue(), path, "Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+");
    }
  }

  private static boolean isToolName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                character ->
                    character < 128
                        && (Character.isLetterOrDigit(character)
                            || character == '_'
                            || character == '-'));
  }
}
