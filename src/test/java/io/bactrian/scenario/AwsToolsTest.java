package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.AnyToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** Tools and images, whole and streamed, by the AWS SDK for Java. */
@Timeout(120)
class AwsToolsTest {

  private static final Tool HUMPS =
      Tool.fromToolSpec(
          tool ->
              tool.name("humps")
                  .inputSchema(
                      schema ->
                          schema.json(
                              Document.mapBuilder()
                                  .putString("type", "object")
                                  .putDocument(
                                      "properties",
                                      Document.mapBuilder()
                                          .putDocument(
                                              "animal",
                                              Document.mapBuilder()
                                                  .putString("type", "string")
                                                  .build())
                                          .build())
                                  .putList("required", names -> names.addString("animal"))
                                  .build())));

  private final RunningGateway gateway = RunningGateway.with("bactrian.strategy", "failover");
  private final AwsClients clients = AwsClients.of(gateway);

  @AfterEach
  void stop() {
    clients.close();
    gateway.close();
  }

  private static Message user(ContentBlock... content) {
    return Message.builder().role("user").content(content).build();
  }

  private static ConverseRequest asking(ToolChoice choice, Message... messages) {
    return ConverseRequest.builder()
        .modelId("claude-haiku")
        .messages(messages)
        .toolConfig(ToolConfiguration.builder().tools(HUMPS).toolChoice(choice).build())
        .build();
  }

  private static ToolChoice any() {
    return ToolChoice.fromAny(AnyToolChoice.builder().build());
  }

  private static Message result(String toolUseId) {
    return user(
        ContentBlock.fromToolResult(
            ToolResultBlock.builder()
                .toolUseId(toolUseId)
                .content(ToolResultContentBlock.fromText("two"))
                .build()));
  }

  private List<ConverseStreamOutput> stream(ConverseRequest request) {
    List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
    clients
        .async()
        .converseStream(
            r ->
                r.modelId(request.modelId())
                    .messages(request.messages())
                    .toolConfig(request.toolConfig()),
            ConverseStreamResponseHandler.builder()
                .onEventStream(published -> published.subscribe(events::add))
                .build())
        .orTimeout(40, TimeUnit.SECONDS)
        .join();
    return events;
  }

  private static <E> E only(List<ConverseStreamOutput> events, Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  @Test
  void a_tool_is_called_and_its_result_understood() {
    Message question = user(ContentBlock.fromText("How many humps?"));
    var asked = clients.sync().converse(asking(any(), question));
    assertThat(asked.stopReason()).isEqualTo(StopReason.TOOL_USE);
    ToolUseBlock use =
        asked.output().message().content().stream()
            .filter(block -> block.toolUse() != null)
            .map(ContentBlock::toolUse)
            .findFirst()
            .orElseThrow();
    assertThat(use.name()).isEqualTo("humps");
    assertThat(use.input().asMap()).containsKey("animal");

    var answer =
        clients
            .sync()
            .converse(asking(null, question, asked.output().message(), result(use.toolUseId())));
    assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
    assertThat(answer.output().message().content().getFirst().text()).isNotBlank();
  }

  @Test
  void a_streamed_tool_is_called_and_its_result_understood() {
    Message question = user(ContentBlock.fromText("How many humps?"));
    List<ConverseStreamOutput> asked = stream(asking(any(), question));
    assertThat(only(asked, MessageStopEvent.class).stopReason()).isEqualTo(StopReason.TOOL_USE);
    var start = only(asked, ContentBlockStartEvent.class).start().toolUse();
    assertThat(start.name()).isEqualTo("humps");
    var input = new StringBuilder();
    for (ConverseStreamOutput event : asked) {
      if (event instanceof ContentBlockDeltaEvent more && more.delta().toolUse() != null) {
        input.append(more.delta().toolUse().input());
      }
    }
    assertThat(input.toString()).startsWith("{").contains("\"animal\"").endsWith("}");

    Message called =
        Message.builder()
            .role("assistant")
            .content(
                ContentBlock.fromToolUse(
                    use ->
                        use.toolUseId(start.toolUseId())
                            .name(start.name())
                            .input(Document.mapBuilder().putString("animal", "camel").build())))
            .build();
    List<ConverseStreamOutput> answer =
        stream(asking(null, question, called, result(start.toolUseId())));
    assertThat(only(answer, MessageStopEvent.class).stopReason()).isEqualTo(StopReason.END_TURN);
    assertThat(only(answer, ContentBlockDeltaEvent.class).delta().text()).isNotBlank();
  }

  @Test
  void an_image_goes_along_whole_and_streamed() {
    ContentBlock image =
        ContentBlock.fromImage(
            ImageBlock.builder()
                .format(ImageFormat.PNG)
                .source(
                    ImageSource.fromBytes(
                        SdkBytes.fromByteArray(Base64.getDecoder().decode(ClientScenarios.PIXEL))))
                .build());
    Message plain = user(ContentBlock.fromText("What is this?"));
    Message shown = user(ContentBlock.fromText("What is this?"), image);
    int without =
        clients
            .sync()
            .converse(r -> r.modelId("claude-haiku").messages(plain))
            .usage()
            .inputTokens();
    int with =
        clients
            .sync()
            .converse(r -> r.modelId("claude-haiku").messages(shown))
            .usage()
            .inputTokens();
    assertThat(with).as("the image counts").isGreaterThan(without);

    List<ConverseStreamOutput> events =
        stream(ConverseRequest.builder().modelId("claude-haiku").messages(shown).build());
    assertThat(only(events, ConverseStreamMetadataEvent.class).usage().inputTokens())
        .isEqualTo(with);
  }
}
