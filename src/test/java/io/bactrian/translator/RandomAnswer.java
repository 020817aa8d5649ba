package io.bactrian.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationSourceContent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;

/** Answers of every kind that a stream carries, made from a seed. */
final class RandomAnswer {

  private static final int KINDS = 8;

  private final Random random;

  RandomAnswer(long seed) {
    random = new Random(seed);
  }

  ConverseResponse next() {
    List<ContentBlock> content = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      content.add(block(random.nextInt(KINDS)));
    }
    StopReason[] reasons = StopReason.values();
    ConverseResponse.Builder answer =
        ConverseResponse.builder()
            .output(o -> o.message(m -> m.role("assistant").content(content)))
            .stopReason(reasons[random.nextInt(reasons.length - 1)])
            .usage(u -> u.inputTokens(random.nextInt(99)).outputTokens(7).totalTokens(106));
    if (random.nextBoolean()) {
      answer
          .metrics(m -> m.latencyMs(random.nextLong(9_000)))
          .additionalModelResponseFields(json(2))
          .performanceConfig(p -> p.latency("optimized"))
          .serviceTier(t -> t.type("flex"))
          .trace(t -> t.promptRouter(r -> r.invokedModelId(text())));
    }
    return answer.build();
  }

  private ContentBlock block(int kind) {
    return switch (kind) {
      case 0 -> ContentBlock.fromToolUse(t -> t.toolUseId(text()).name(text()).input(object()));
      case 1 ->
          ContentBlock.fromToolUse(
              t -> t.toolUseId(text()).name(text()).type("server_tool_use").input(object()));
      case 2 ->
          ContentBlock.fromReasoningContent(
              ReasoningContentBlock.fromReasoningText(
                  r -> r.text(text()).signature(random.nextBoolean() ? text() : null)));
      case 3 ->
          ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(bytes()));
      case 4 ->
          ContentBlock.fromCitationsContent(
              c -> c.content(CitationGeneratedContent.fromText(text())).citations(citation()));
      case 5 ->
          ContentBlock.fromToolResult(
              t ->
                  t.toolUseId(text())
                      .type("nova_grounding_result")
                      .status("success")
                      .content(
                          ToolResultContentBlock.fromText(text()),
                          ToolResultContentBlock.fromJson(object())));
      case 6 -> ContentBlock.fromImage(i -> i.format("png").source(s -> s.bytes(bytes())));
      default -> ContentBlock.fromText(text());
    };
  }

  private Citation citation() {
    return Citation.builder()
        .title(text())
        .sourceContent(CitationSourceContent.fromText(text()))
        .location(l -> l.documentChar(d -> d.start(1).end(2)))
        .build();
  }

  private Document object() {
    return Document.fromMap(random.nextBoolean() ? Map.of() : Map.of(text(), json(3)));
  }

  private Document json(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> Document.fromNull();
      case 1 -> Document.fromBoolean(random.nextBoolean());
      case 2 -> Document.fromNumber(random.nextInt());
      case 3 -> Document.fromNumber(random.nextLong() << 1);
      case 4 -> Document.fromNumber("12345678901234567890123.4500");
      case 5 -> Document.fromString(text());
      case 6 -> Document.fromList(List.of());
      case 7 -> Document.fromList(List.of(json(depth - 1), json(depth - 1)));
      default -> Document.fromMap(Map.of(text(), json(depth - 1)));
    };
  }

  private String text() {
    String alphabet = "abc \"\\\n{}[]:,é\u2028" + "\ud83d\udc2b" + "\u0000";
    var built = new StringBuilder();
    int[] points = alphabet.codePoints().toArray();
    for (int i = random.nextInt(12); i > 0; i--) {
      built.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return built.toString();
  }

  private SdkBytes bytes() {
    byte[] bytes = new byte[random.nextInt(9)];
    random.nextBytes(bytes);
    return SdkBytes.fromByteArray(bytes);
  }
}
