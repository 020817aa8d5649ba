package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own client for Java with nothing changed but its base URL: it retries if it may. */
class OpenAiClientTest extends ClientScenarios {

  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl("http://127.0.0.1:" + gateway.port() + "/v1")
          .apiKey("anybody")
          .build();

  @Override
  String answer() {
    return text(ask(question()));
  }

  @Override
  void stream(Consumer<String> text) {
    stream(question(), chunk -> pieces(chunk).forEach(text));
  }

  @Override
  void assertApology(Throwable raised) {
    assertThat(raised)
        .isInstanceOfSatisfying(
            InternalServerException.class,
            dead -> {
              assertThat(dead.statusCode()).isEqualTo(503);
              assertThat(dead.code()).hasValue("degraded");
            });
  }

  @Override
  void closeClient() {
    client.close();
  }

  private static ChatCompletionCreateParams.Builder question() {
    return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage("Tell me of camels");
  }

  private ChatCompletion ask(ChatCompletionCreateParams.Builder question) {
    return client.chat().completions().create(question.build());
  }

  private static String text(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElseThrow();
  }

  /** Takes the chunks one by one, so that those before a break are kept. */
  private void stream(
      ChatCompletionCreateParams.Builder question, Consumer<ChatCompletionChunk> each) {
    try (StreamResponse<ChatCompletionChunk> answer =
        client.chat().completions().createStreaming(question.build())) {
      answer.stream().forEach(each);
    }
  }

  private static Stream<String> pieces(ChatCompletionChunk chunk) {
    return chunk.choices().stream().flatMap(choice -> choice.delta().content().stream());
  }

  @ParameterizedTest
  @ValueSource(strings = {MODEL, "us.anthropic.claude-haiku-4-5-20251001-v1:0"})
  void a_completion_comes_under_our_alias_and_bedrocks_id(String model) {
    ChatCompletion answer = ask(question().model(model));
    assertThat(answer.model()).isEqualTo(model);
    assertThat(text(answer)).contains("camels");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    var usage = answer.usage().orElseThrow();
    assertThat(usage.promptTokens()).isPositive();
    assertThat(usage.completionTokens()).isPositive();
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    assertThat(answer.validate()).isSameAs(answer);
  }

  @Test
  void a_stream_is_the_whole_answer_in_pieces_and_its_usage() {
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    stream(
        question().streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()),
        chunks::add);
    ChatCompletion whole = ask(question());
    assertThat(chunks).hasSizeGreaterThan(3).allMatch(ChatCompletionChunk::isValid);
    assertThat(chunks.stream().flatMap(OpenAiClientTest::pieces).collect(Collectors.joining()))
        .isEqualTo(text(whole));
    assertThat(chunks.getLast().choices()).isEmpty();
    assertThat(chunks.getLast().usage()).isEqualTo(whole.usage());
  }

  @Test
  void a_tool_is_called_and_its_result_understood() {
    ChatCompletionCreateParams.Builder talk =
        ChatCompletionCreateParams.builder()
            .model(MODEL)
            .addUserMessage("How many humps?")
            .addTool(Humps.class);
    var asked =
        ask(talk.toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)).choices().getFirst();
    assertThat(asked.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    var call = asked.message().toolCalls().orElseThrow().getFirst().asFunction();
    assertThat(call.function().name()).isEqualTo("Humps");
    assertThat(call.function().arguments(Humps.class).animal).isEqualTo("simulated animal");

    ChatCompletion answer =
        ask(
            talk.toolChoice(ChatCompletionToolChoiceOption.Auto.AUTO)
                .addMessage(asked.message())
                .addMessage(
                    ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content("two")
                        .build()));
    assertThat(text(answer)).contains("The tool has answered.");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
  }

  /** The client makes a schema of it, as the input of a tool and as an answer. */
  static final class Humps {
    public String animal;
  }

  @Test
  void an_image_goes_along_as_a_data_url() {
    ChatCompletion plain = ask(question());
    ChatCompletion answer =
        ask(
            ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessageOfArrayOfContentParts(
                    List.of(
                        ChatCompletionContentPart.ofText(
                            ChatCompletionContentPartText.builder()
                                .text("Tell me of camels")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(
                            ChatCompletionContentPartImage.builder()
                                .imageUrl(
                                    ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url("data:image/png;base64," + PIXEL)
                                        .build())
                                .build()))));
    assertThat(text(answer)).contains("camels");
    assertThat(answer.usage().orElseThrow().promptTokens())
        .as("the image counts")
        .isGreaterThan(plain.usage().orElseThrow().promptTokens());
  }

  @Test
  void a_schema_shapes_the_answer() {
    var answer = client.chat().completions().create(question().responseFormat(Humps.class).build());
    Humps humps = answer.choices().getFirst().message().content().orElseThrow();
    assertThat(humps.animal).isEqualTo("simulated animal");
  }

  @Test
  void the_models_are_listed_and_found() {
    assertThat(client.models().list().data()).extracting(Model::id).containsExactly(MODEL);
    assertThat(client.models().retrieve(MODEL).id()).isEqualTo(MODEL);
    assertThatThrownBy(() -> client.models().retrieve("gpt")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_wrong_request_raises_the_clients_own_exceptions() {
    assertThatThrownBy(() -> ask(question().model("gpt")))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            unknown -> assertThat(unknown.code()).hasValue("model_not_found"))
        .hasMessageContaining("gpt");
    assertThatThrownBy(() -> ask(question().putAdditionalBodyProperty("humps", JsonValue.from(2))))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            wrong -> assertThat(wrong.type()).hasValue("invalid_request_error"))
        .hasMessageContaining("humps");
    assertThat(gateway.received()).isZero();
  }
}
