package io.bactrian.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Answer;
import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

class SampleTest {

  private static final ContentBlock CACHE_POINT =
      ContentBlock.fromCachePoint(point -> point.type(CachePointType.DEFAULT));

  private static Optional<Sample> sample(Question question, ConverseResponse answer) {
    GatewayCall call =
        GatewayCall.received(
            "id-1", "default", "chat", "general", Delivery.whole("haiku"), question, 0);
    return Sample.of(call.ended(new Outcome.Live(Calls.EAST, answer)));
  }

  private static Optional<Sample> asked(Consumer<ConverseRequest.Builder> change) {
    ConverseRequest.Builder request = Calls.question("Why?").toBuilder();
    change.accept(request);
    return sample(new Question.Converse(request.build()), Calls.answer("Because."));
  }

  private static Optional<Sample> answered(ConverseResponse answer) {
    return sample(new Question.Converse(Calls.question("Why?")), answer);
  }

  private static Message user(ContentBlock... content) {
    return Message.builder().role(ConversationRole.USER).content(content).build();
  }

  @Test
  void one_question_of_text_and_its_answer_are_a_sample() {
    assertThat(asked(request -> {})).contains(new Sample("Why?", Optional.empty(), "Because."));
  }

  @Test
  void what_a_model_thinks_and_where_a_cache_ends_are_left_out() {
    assertThat(
            asked(
                request ->
                    request
                        .system(
                            SystemContentBlock.fromText("Be"),
                            SystemContentBlock.fromCachePoint(CACHE_POINT.cachePoint()),
                            SystemContentBlock.fromText("brief."))
                        .messages(user(ContentBlock.fromText("Who?"), CACHE_POINT))))
        .contains(new Sample("Who?", Optional.of("Be\nbrief."), "Because."));
    assertThat(
            answered(
                Calls.answer(
                    StopReason.END_TURN,
                    ContentBlock.fromReasoningContent(r -> r.reasoningText(t -> t.text("Hm."))),
                    ContentBlock.fromText("Because."))))
        .map(Sample::expected)
        .contains("Because.");
  }

  @Test
  void what_a_prompt_does_not_tell_makes_no_sample() {
    Message answer =
        Message.builder()
            .role(ConversationRole.ASSISTANT)
            .content(ContentBlock.fromText("Because."))
            .build();
    ContentBlock why = ContentBlock.fromText("Why?");
    assertThat(asked(request -> request.messages(user(why), answer, user(why)))).isEmpty();
    assertThat(
            asked(
                request ->
                    request.messages(
                        user(
                            why,
                            ContentBlock.fromImage(
                                image ->
                                    image
                                        .format(ImageFormat.PNG)
                                        .source(s -> s.bytes(SdkBytes.fromUtf8String("png"))))))))
        .isEmpty();
    assertThat(
            asked(
                request ->
                    request.toolConfig(
                        config -> config.tools(Tool.fromToolSpec(tool -> tool.name("search"))))))
        .isEmpty();
    assertThat(
            sample(
                new Question.Invoke(InvokeModelRequest.builder().build()),
                Calls.answer("Because.")))
        .isEmpty();
  }

  @Test
  void an_answer_that_is_cut_or_has_no_text_is_none_to_expect() {
    ContentBlock text = ContentBlock.fromText("Bec");
    assertThat(answered(Calls.answer(StopReason.MAX_TOKENS, text))).isEmpty();
    assertThat(answered(Calls.answer(StopReason.GUARDRAIL_INTERVENED, text))).isEmpty();
    assertThat(answered(Calls.answer(" "))).isEmpty();
    assertThat(answered(ConverseResponse.builder().stopReason(StopReason.END_TURN).build()))
        .isEmpty();
    GatewayCall chunks =
        Calls.asking("Why?")
            .ended(
                new Outcome.Live(
                    Calls.EAST,
                    new Answer.InvokedInChunks(List.of(), Optional.empty(), Optional.empty())));
    assertThat(Sample.of(chunks)).isEmpty();
  }
}
