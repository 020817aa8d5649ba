package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolChoiceAny;
import com.anthropic.models.messages.ToolChoiceAuto;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's own client for Java with nothing changed but its base URL: it retries if it may. */
class AnthropicClientTest extends ClientScenarios {

  private final AnthropicClient client =
      AnthropicOkHttpClient.builder()
          .baseUrl("http://127.0.0.1:" + gateway.port())
          .apiKey("anybody")
          .build();

  @Override
  String answer() {
    return text(ask(question()));
  }

  @Override
  void stream(Consumer<String> text) {
    stream(
        question(),
        event ->
            event.contentBlockDelta().ifPresent(more -> text.accept(more.delta().asText().text())));
  }

  @Override
  void assertApology(Throwable raised) {
    assertThat(raised)
        .isInstanceOfSatisfying(
            InternalServerException.class,
            dead -> {
              assertThat(dead.statusCode()).isEqualTo(503);
              assertThat(errorType(dead)).isEqualTo("overloaded_error");
            });
  }

  @Override
  void closeClient() {
    client.close();
  }

  private static MessageCreateParams.Builder empty() {
    return MessageCreateParams.builder().model(MODEL).maxTokens(500);
  }

  private static MessageCreateParams.Builder question() {
    return empty().addUserMessage("Tell me of camels");
  }

  private Message ask(MessageCreateParams.Builder question) {
    return client.messages().create(question.build());
  }

  private static String text(Message answer) {
    return answer.content().getFirst().asText().text();
  }

  /** Takes the events one by one, so that those before a break are kept. */
  private void stream(MessageCreateParams.Builder question, Consumer<RawMessageStreamEvent> each) {
    try (StreamResponse<RawMessageStreamEvent> answer =
        client.messages().createStreaming(question.build())) {
      answer.stream().forEach(each);
    }
  }

  private static Message accumulated(List<RawMessageStreamEvent> events) {
    MessageAccumulator all = MessageAccumulator.create();
    events.forEach(all::accumulate);
    return all.message();
  }

  private static String errorType(AnthropicServiceException refused) {
    return refused.body().convert(JsonNode.class).path("error").path("type").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {MODEL, "us.anthropic.claude-haiku-4-5-20251001-v1:0"})
  void a_message_comes_under_our_alias_and_bedrocks_id(String model) {
    Message answer = ask(question().model(model));
    assertThat(answer.model().asString()).isEqualTo(model);
    assertThat(text(answer)).contains("camels");
    assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isPositive();
    assertThat(answer.usage().outputTokens()).isPositive();
    assertThat(answer.validate()).isSameAs(answer);
  }

  @Test
  void a_stream_adds_up_to_the_whole_answer_and_its_usage() {
    List<RawMessageStreamEvent> events = new ArrayList<>();
    stream(question(), events::add);
    assertThat(events).hasSizeGreaterThan(6).allMatch(RawMessageStreamEvent::isValid);
    Message whole = ask(question());
    Message streamed = accumulated(events);
    assertThat(text(streamed)).isEqualTo(text(whole));
    assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
    assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    assertThat(streamed.usage().inputTokens()).isEqualTo(whole.usage().inputTokens());
  }

  @Test
  void a_system_prompt_goes_along() {
    Message plain = ask(question());
    Message answer = ask(question().system("Answer as an old guide of caravans would."));
    assertThat(text(answer)).contains("camels");
    assertThat(answer.usage().inputTokens()).isGreaterThan(plain.usage().inputTokens());
  }

  @Test
  void an_image_goes_along_as_base64() {
    Message plain = ask(question());
    Base64ImageSource pixel =
        Base64ImageSource.builder()
            .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
            .data(PIXEL)
            .build();
    Message answer =
        ask(
            empty()
                .addUserMessageOfBlockParams(
                    List.of(
                        ContentBlockParam.ofImage(ImageBlockParam.builder().source(pixel).build()),
                        ContentBlockParam.ofText(
                            TextBlockParam.builder().text("Tell me of camels").build()))));
    assertThat(text(answer)).contains("camels");
    assertThat(answer.usage().inputTokens()).isGreaterThan(plain.usage().inputTokens());
  }

  private static Tool humps() {
    var animal =
        Tool.InputSchema.Properties.builder()
            .putAdditionalProperty("animal", JsonValue.from(Map.of("type", "string")))
            .build();
    return Tool.builder()
        .name("humps")
        .inputSchema(Tool.InputSchema.builder().properties(animal).addRequired("animal").build())
        .build();
  }

  @Test
  void a_tool_is_called_and_its_result_understood() {
    MessageCreateParams.Builder talk = empty().addUserMessage("How many humps?").addTool(humps());
    talk.toolChoice(ToolChoiceAny.builder().build());
    Message asked = ask(talk);
    assertThat(asked.stopReason()).hasValue(StopReason.TOOL_USE);
    ToolUseBlock use = asked.content().getLast().asToolUse();
    assertThat(use.name()).isEqualTo("humps");
    assertThat(use._input().convert(JsonNode.class).path("animal").asText())
        .isEqualTo("simulated animal");
    List<RawMessageStreamEvent> events = new ArrayList<>();
    stream(talk, events::add);
    assertThat(accumulated(events).content().getLast().asToolUse()).as("streamed").isEqualTo(use);

    ToolResultBlockParam two =
        ToolResultBlockParam.builder().toolUseId(use.id()).content("two").build();
    talk.toolChoice(ToolChoiceAuto.builder().build())
        .addMessage(asked)
        .addUserMessageOfBlockParams(List.of(ContentBlockParam.ofToolResult(two)));
    Message answer = ask(talk);
    assertThat(text(answer)).contains("The tool has answered.");
    assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
  }

  @Test
  void a_wrong_request_raises_the_clients_own_exceptions() {
    assertThatThrownBy(() -> ask(question().model("gpt")))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            unknown -> assertThat(errorType(unknown)).isEqualTo("not_found_error"))
        .hasMessageContaining("gpt");
    assertThatThrownBy(() -> ask(question().putAdditionalBodyProperty("humps", JsonValue.from(2))))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            wrong -> assertThat(errorType(wrong)).isEqualTo("invalid_request_error"))
        .hasMessageContaining("humps");
    assertThat(gateway.received()).isZero();
  }
}
