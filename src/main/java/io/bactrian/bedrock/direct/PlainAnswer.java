package io.bactrian.bedrock.direct;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseMetrics;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.PerformanceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTier;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * Reads an answer of nothing but text. Members that the SDK does not know are passed over, as it
 * passes them over; any that it knows and this reader does not (tool use, reasoning, traces) leave
 * the answer to the SDK, and so does all that is no such JSON.
 */
final class PlainAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  private PlainAnswer() {}

  /** Empty when the SDK has to read it. */
  static Optional<ConverseResponse> read(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      return Optional.of(response(json));
    } catch (IOException notPlain) {
      return Optional.empty();
    }
  }

  private static ConverseResponse response(JsonParser json) throws IOException {
    var response = ConverseResponse.builder();
    ModelledMembers.read(
        json,
        response,
        name -> {
          switch (name) {
            case "output" -> response.output(output(json));
            case "stopReason" -> response.stopReason(text(json));
            case "usage" -> response.usage(usage(json));
            case "metrics" -> response.metrics(metrics(json));
            case "performanceConfig" -> response.performanceConfig(performance(json));
            case "serviceTier" -> response.serviceTier(tier(json));
            default -> {
              return false;
            }
          }
          return true;
        });
    return response.build();
  }

  private static ConverseOutput output(JsonParser json) throws IOException {
    var output = ConverseOutput.builder();
    ModelledMembers.read(
        json, output, name -> name.equals("message") && output.message(message(json)) != null);
    return output.build();
  }

  private static Message message(JsonParser json) throws IOException {
    var message = Message.builder();
    ModelledMembers.read(
        json,
        message,
        name ->
            switch (name) {
              case "role" -> message.role(text(json)) != null;
              case "content" -> message.content(content(json)) != null;
              default -> false;
            });
    return message.build();
  }

  private static List<ContentBlock> content(JsonParser json) throws IOException {
    ModelledMembers.require(json, JsonToken.START_ARRAY);
    List<ContentBlock> blocks = new ArrayList<>(1);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var block = ContentBlock.builder();
      ModelledMembers.read(
          json, block, name -> name.equals("text") && block.text(text(json)) != null);
      blocks.add(block.build());
    }
    return blocks;
  }

  private static TokenUsage usage(JsonParser json) throws IOException {
    var usage = TokenUsage.builder();
    ModelledMembers.read(
        json,
        usage,
        name ->
            switch (name) {
              case "inputTokens" -> usage.inputTokens(count(json)) != null;
              case "outputTokens" -> usage.outputTokens(count(json)) != null;
              case "totalTokens" -> usage.totalTokens(count(json)) != null;
              case "cacheReadInputTokens" -> usage.cacheReadInputTokens(count(json)) != null;
              case "cacheWriteInputTokens" -> usage.cacheWriteInputTokens(count(json)) != null;
              default -> false;
            });
    return usage.build();
  }

  private static ConverseMetrics metrics(JsonParser json) throws IOException {
    var metrics = ConverseMetrics.builder();
    ModelledMembers.read(
        json,
        metrics,
        name -> name.equals("latencyMs") && metrics.latencyMs((long) count(json)) != null);
    return metrics.build();
  }

  private static PerformanceConfiguration performance(JsonParser json) throws IOException {
    var performance = PerformanceConfiguration.builder();
    ModelledMembers.read(
        json,
        performance,
        name -> name.equals("latency") && performance.latency(text(json)) != null);
    return performance.build();
  }

  private static ServiceTier tier(JsonParser json) throws IOException {
    var tier = ServiceTier.builder();
    ModelledMembers.read(json, tier, name -> name.equals("type") && tier.type(text(json)) != null);
    return tier.build();
  }

  private static String text(JsonParser json) throws IOException {
    ModelledMembers.require(json, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static int count(JsonParser json) throws IOException {
    ModelledMembers.require(json, JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }
}
