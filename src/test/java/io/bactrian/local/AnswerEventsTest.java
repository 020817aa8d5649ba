package io.bactrian.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.translator.AnswerAssembly;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** Answers of each API as Converse has them. */
class AnswerEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String quoted) {
    try {
      return JSON.readTree(quoted.replace('\'', '"'));
    } catch (JsonProcessingException problem) {
      throw new AssertionError(quoted, problem);
    }
  }

  private static ConverseResponse answer(ChatApi api, String... pieces) {
    var events = new AnswerEvents(() -> "made-up");
    for (String piece : pieces) {
      api.read(json(piece), events);
    }
    assertThat(events.isEnded()).isTrue();
    var answer = new AnswerAssembly(1_000);
    for (var next = events.poll(); next != null; next = events.poll()) {
      answer.accept(next);
    }
    assertThat(answer.complete()).isTrue();
    return answer.response();
  }

  @Test
  void reasons_to_stop_are_those_of_converse() {
    String openAi = "{'choices':[{'message':{'content':'So.'},'finish_reason':'%s'}]}";
    assertThat(answer(new OpenAiChat(), openAi.formatted("length")).stopReasonAsString())
        .isEqualTo("max_tokens");
    assertThat(answer(new OpenAiChat(), openAi.formatted("content_filter")).stopReasonAsString())
        .isEqualTo("content_filtered");
    String ollama = "{'message':{'content':'So.'},'done':true,'done_reason':'%s'}";
    assertThat(answer(new OllamaChat(), ollama.formatted("length")).stopReasonAsString())
        .isEqualTo("max_tokens");
    assertThat(answer(new OllamaChat(), ollama.formatted("stop")).stopReasonAsString())
        .isEqualTo("end_turn");
  }

  @Test
  void usage_is_never_invented() {
    String untold = "{'message':{'content':'So.'},'done':true,'eval_count':3}";
    assertThat(answer(new OllamaChat(), untold).usage()).isNull();
    String cached =
        "{'choices':[{'message':{'content':'So.'},'finish_reason':'stop'}],'usage':{"
            + "'prompt_tokens':10,'completion_tokens':2,'prompt_tokens_details':{'cached_tokens':4}}}";
    var usage = answer(new OpenAiChat(), cached).usage();
    assertThat(usage.inputTokens()).isEqualTo(6);
    assertThat(usage.cacheReadInputTokens()).isEqualTo(4);
    assertThat(usage.totalTokens()).isEqualTo(12);
  }

  @Test
  void calls_without_an_id_get_one_and_a_stop_after_calls_is_for_them() {
    var answer =
        answer(
            new OllamaChat(),
            "{'message':{'content':'Wait.','tool_calls':[{'function':{'name':'a','arguments':{}}},"
                + "{'function':{'name':'b','arguments':{'x':1}}}]},'done':true}");
    assertThat(answer.stopReasonAsString()).isEqualTo("tool_use");
    assertThat(answer.output().message().content())
        .extracting(ContentBlock::type)
        .containsExactly(
            ContentBlock.Type.TEXT, ContentBlock.Type.TOOL_USE, ContentBlock.Type.TOOL_USE);
    assertThat(answer.output().message().content().getLast().toolUse().toolUseId())
        .isEqualTo("made-up");
  }

  @Test
  void what_a_model_thinks_is_not_its_answer() {
    var events = new AnswerEvents(() -> "made-up");
    new OllamaChat().read(json("{'message':{'content':'','thinking':'Hm.'}}"), events);
    new OpenAiChat().read(json("{'choices':[{'delta':{'reasoning_content':'Hm.'}}]}"), events);
    assertThat(events.hasContent()).isFalse();
  }

  @Test
  void calls_out_of_order_are_no_answer() {
    String calls = "{'choices':[{'delta':{'tool_calls':[{'index':%s,'id':'i','function':{%s}}]}}]}";
    var events = new AnswerEvents(() -> "made-up");
    var api = new OpenAiChat();
    api.read(json(calls.formatted(1, "'name':'b'")), events);
    assertThatThrownBy(() -> api.read(json(calls.formatted(0, "'name':'a'")), events))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.kind()).isEqualTo(FailureKind.TARGET_CORRUPT_REPLY));
    assertThatThrownBy(() -> api.read(json(calls.formatted(2, "")), events))
        .isInstanceOf(CallFailed.class);
  }
}
