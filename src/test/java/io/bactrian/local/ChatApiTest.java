package io.bactrian.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** Conversations as each API writes them. */
class ChatApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A system prompt, an image, a call of a tool and its result, and every option. */
  private static final ConverseRequest CONVERSATION =
      ConverseRequest.builder()
          .system(SystemContentBlock.fromText("Be brief."))
          .messages(
              said(
                  ConversationRole.USER,
                  ContentBlock.fromText("What is it?"),
                  ContentBlock.fromImage(
                      i -> i.format("png").source(s -> s.bytes(bytes("pixels"))))),
              said(
                  ConversationRole.ASSISTANT,
                  ContentBlock.fromToolUse(
                      t ->
                          t.toolUseId("call-1")
                              .name("look")
                              .input(Document.mapBuilder().putNumber("zoom", 2).build()))),
              said(
                  ConversationRole.USER,
                  ContentBlock.fromText("And now?"),
                  ContentBlock.fromToolResult(
                      t ->
                          t.toolUseId("call-1")
                              .content(ToolResultContentBlock.fromText("a camel")))))
          .toolConfig(t -> t.tools(Tool.fromToolSpec(ChatApiTest::look)))
          .inferenceConfig(c -> c.maxTokens(9).temperature(0.5f).topP(0.25f).stopSequences("END"))
          .build();

  private static Message said(ConversationRole role, ContentBlock... content) {
    return Message.builder().role(role).content(content).build();
  }

  private static void look(ToolSpecification.Builder spec) {
    Document schema = Document.mapBuilder().putString("type", "object").build();
    spec.name("look").description("Looks.").inputSchema(i -> i.json(schema));
  }

  private static SdkBytes bytes(String text) {
    return SdkBytes.fromUtf8String(text);
  }

  private static JsonNode json(String quoted) {
    try {
      return JSON.readTree(quoted.replace('\'', '"'));
    } catch (JsonProcessingException problem) {
      throw new AssertionError(quoted, problem);
    }
  }

  @Test
  void openai_gets_a_message_for_each_part_that_has_a_role_of_its_own() {
    JsonNode body = json(new OpenAiChat().request(CONVERSATION, "llama", true).toString());
    assertThat(body)
        .isEqualTo(
            json(
                """
                {'model':'llama','stream':true,'stream_options':{'include_usage':true},'messages':[
                 {'role':'system','content':'Be brief.'},
                 {'role':'user','content':[{'type':'text','text':'What is it?'},
                  {'type':'image_url','image_url':{'url':'data:image/png;base64,cGl4ZWxz'}}]},
                 {'role':'assistant','content':'','tool_calls':[{'id':'call-1','type':'function',
                  'function':{'name':'look','arguments':'{\\'zoom\\':2}'}}]},
                 {'role':'tool','content':'a camel','tool_call_id':'call-1'},
                 {'role':'user','content':'And now?'}],
                 'max_tokens':9,'temperature':0.5,'top_p':0.25,'stop':['END'],
                 'tools':[{'type':'function','function':{'name':'look','description':'Looks.',
                  'parameters':{'type':'object'}}}]}\
                """));
  }

  @Test
  void ollama_gets_the_same_with_options_and_inputs_as_json() {
    JsonNode body = json(new OllamaChat().request(CONVERSATION, "llama", false).toString());
    assertThat(body)
        .isEqualTo(
            json(
                """
                {'model':'llama','stream':false,'messages':[
                 {'role':'system','content':'Be brief.'},
                 {'role':'user','content':'What is it?','images':['cGl4ZWxz']},
                 {'role':'assistant','content':'','tool_calls':[
                  {'function':{'name':'look','arguments':{'zoom':2}}}]},
                 {'role':'tool','content':'a camel','tool_name':'look'},
                 {'role':'user','content':'And now?'}],
                 'tools':[{'type':'function','function':{'name':'look','description':'Looks.',
                  'parameters':{'type':'object'}}}],
                 'options':{'num_predict':9,'temperature':0.5,'top_p':0.25,'stop':['END']}}\
                """));
  }

  @Test
  void a_tool_that_must_be_called_is_said_where_the_api_has_words_for_it() {
    ConverseRequest forced = asked(t -> t.toolChoice(ToolChoice.fromTool(c -> c.name("look"))));
    ConverseRequest any = asked(t -> t.toolChoice(ToolChoice.fromAny(c -> {})));
    assertThat(new OpenAiChat().request(forced, "llama", false).path("tool_choice"))
        .isEqualTo(json("{'type':'function','function':{'name':'look'}}"));
    assertThat(new OpenAiChat().request(any, "llama", false).path("tool_choice"))
        .isEqualTo(json("'required'"));
    assertThat(new OllamaChat().canSay(forced)).isFalse();
    assertThat(new OllamaChat().canSay(any)).isFalse();
    assertThat(new OllamaChat().canSay(CONVERSATION)).isTrue();
  }

  private static ConverseRequest asked(Consumer<ToolConfiguration.Builder> tools) {
    return CONVERSATION.toBuilder()
        .toolConfig(CONVERSATION.toolConfig().toBuilder().applyMutation(tools).build())
        .build();
  }

  @Test
  void a_schema_for_the_answer_is_passed_on() {
    ConverseRequest typed =
        ConverseRequest.builder()
            .outputConfig(
                o ->
                    o.textFormat(
                        f ->
                            f.type("json_schema")
                                .structure(
                                    s -> s.jsonSchema(j -> j.name("n").schema("{\"a\":1}")))))
            .build();
    assertThat(new OpenAiChat().request(typed, "llama", false).path("response_format"))
        .isEqualTo(json("{'type':'json_schema','json_schema':{'name':'n','schema':{'a':1}}}"));
    assertThat(new OllamaChat().request(typed, "llama", false).path("format"))
        .isEqualTo(json("{'a':1}"));
  }

  @Test
  void what_only_bedrock_can_do_does_not_suit() {
    assertThat(Suitability.of(CONVERSATION)).isTrue();
    assertThat(
            Suitability.of(
                CONVERSATION.toBuilder().guardrailConfig(g -> g.guardrailVersion("1")).build()))
        .isFalse();
    assertThat(
            Suitability.of(
                ConverseRequest.builder()
                    .messages(
                        said(
                            ConversationRole.USER,
                            ContentBlock.fromImage(
                                i ->
                                    i.source(source -> source.s3Location(l -> l.uri("s3://b/k"))))))
                    .build()))
        .isFalse();
  }

  @Test
  void addresses_are_below_the_base_with_or_without_openais_version() {
    for (String base : new String[] {"http://h:1", "http://h:1/", "http://h:1/v1"}) {
      assertThat(new OpenAiChat().endpoint(URI.create(base)))
          .hasToString("http://h:1/v1/chat/completions");
    }
    assertThat(new OllamaChat().endpoint(URI.create("http://h:1/")))
        .hasToString("http://h:1/api/chat");
  }
}
