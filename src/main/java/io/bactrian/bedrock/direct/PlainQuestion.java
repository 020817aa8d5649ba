package io.bactrian.bedrock.direct;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * A conversation of nothing but text: messages, system prompt, inference settings. All others
 * (tools, images, guardrails, free-form fields) are the SDK's to write.
 */
final class PlainQuestion {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_LENGTH = 1_024;

  private PlainQuestion() {}

  /** Whether {@link #body} writes all of the request. */
  static boolean is(ConverseRequest request) {
    return request.modelId() != null
        && isPlainButForText(request)
        && request.hasMessages()
        && request.messages().stream().allMatch(PlainQuestion::isText)
        && request.system().stream().allMatch(PlainQuestion::isText);
  }

  /** The JSON that Bedrock has for it. */
  static byte[] body(ConverseRequest request) {
    var bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("messages");
      for (Message message : request.messages()) {
        json.writeStartObject();
        json.writeStringField("role", message.roleAsString());
        json.writeArrayFieldStart("content");
        for (ContentBlock block : message.content()) {
          text(json, block.text());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      if (request.hasSystem()) {
        json.writeArrayFieldStart("system");
        for (SystemContentBlock block : request.system()) {
          text(json, block.text());
        }
        json.writeEndArray();
      }
      if (request.inferenceConfig() != null) {
        json.writeObjectFieldStart("inferenceConfig");
        settings(json, request.inferenceConfig());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static boolean isPlainButForText(ConverseRequest request) {
    return request.toolConfig() == null
        && request.guardrailConfig() == null
        && request.additionalModelRequestFields() == null
        && request.performanceConfig() == null
        && request.serviceTier() == null
        && request.outputConfig() == null
        && !request.hasPromptVariables()
        && !request.hasAdditionalModelResponseFieldPaths()
        && !request.hasRequestMetadata();
  }

  private static boolean isText(Message message) {
    List<ContentBlock> content = message.content();
    return message.roleAsString() != null
        && message.hasContent()
        && content.stream().allMatch(PlainQuestion::isText);
  }

  private static boolean isText(ContentBlock block) {
    return block.type() == ContentBlock.Type.TEXT && block.text() != null;
  }

  private static boolean isText(SystemContentBlock block) {
    return block.type() == SystemContentBlock.Type.TEXT && block.text() != null;
  }

  private static void text(JsonGenerator json, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static void settings(JsonGenerator json, InferenceConfiguration settings)
      throws IOException {
    if (settings.maxTokens() != null) {
      json.writeNumberField("maxTokens", settings.maxTokens());
    }
    if (settings.temperature() != null) {
      json.writeNumberField("temperature", settings.temperature());
    }
    if (settings.topP() != null) {
      json.writeNumberField("topP", settings.topP());
    }
    if (settings.hasStopSequences()) {
      json.writeArrayFieldStart("stopSequences");
      for (String sequence : settings.stopSequences()) {
        json.writeString(sequence);
      }
      json.writeEndArray();
    }
  }
}
