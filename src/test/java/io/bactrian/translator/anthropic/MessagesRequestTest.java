package io.bactrian.translator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.converse.SdkJsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesRequestTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SMALLEST =
      "{\"model\":\"haiku\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  /** The smallest request with more members, which may replace its own. */
  private static MessagesRequest with(String members) throws Exception {
    ObjectNode body = (ObjectNode) JSON.readTree(SMALLEST);
    return new MessagesRequest(body.setAll((ObjectNode) JSON.readTree(members)));
  }

  @Test
  void the_smallest_request_says_what_it_must() throws Exception {
    assertThat(new SdkJsonWriter().write(with("{}").converse()))
        .hasToString(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}],"
                + "\"inferenceConfig\":{\"maxTokens\":5}}");
  }

  /** One or more members, the member of the Converse request that they become, and its value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"temperature":0.7,"top_p":1} | inferenceConfig | {"maxTokens":5,"temperature":0.7,"topP":1.0}
          {"temperature":0}             | inferenceConfig | {"maxTokens":5,"temperature":0.0}
          {"temperature":null,"top_p":null,"stop_sequences":null,"stream":null} | inferenceConfig | {"maxTokens":5}
          {"stop_sequences":["a"," "]}  | inferenceConfig | {"maxTokens":5,"stopSequences":["a"," "]}
          {"stop_sequences":["a"]}      | additionalModelResponseFieldPaths | ["/stop_sequence"]
          {"stop_sequences":[]}         | additionalModelResponseFieldPaths |
          {"top_k":40}                  | additionalModelRequestFields | {"top_k":40}
          {"thinking":{"type":"enabled","budget_tokens":1024},"top_k":1} | additionalModelRequestFields | {"top_k":1,"thinking":{"type":"enabled","budget_tokens":1024}}
          {"thinking":{"type":"enabled","budget_tokens":2000,"display":"omitted"}} | additionalModelRequestFields | {"thinking":{"type":"enabled","budget_tokens":2000,"display":"omitted"}}
          {"thinking":{"type":"disabled"}} | additionalModelRequestFields | {"thinking":{"type":"disabled"}}
          {"thinking":{"type":"adaptive"}} | additionalModelRequestFields | {"thinking":{"type":"adaptive"}}
          {"thinking":null,"tools":null,"tool_choice":null} | additionalModelRequestFields |
          {"metadata":{"user_id":"u"},"service_tier":"auto"} | requestMetadata |
          {"metadata":null,"service_tier":"standard_only"}   | serviceTier |
          {"system":"Be kind."} | system | [{"text":"Be kind."}]
          {"system":" "}        | system |
          {"system":[{"type":"text","text":"a"},{"type":"text","text":""},{"type":"text","text":"b","cache_control":{"type":"ephemeral","ttl":"1h"}}]} | system | [{"text":"a"},{"text":"b"},{"cachePoint":{"type":"default","ttl":"1h"}}]
          {"tools":[]} | toolConfig |
          {"tools":[],"tool_choice":{"type":"none"}} | toolConfig |
          {"tools":[{"name":"f","input_schema":{"type":"object"}}]} | toolConfig | {"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]}
          {"tools":[{"type":"custom","name":"f","description":"d","strict":true,"input_schema":{},"cache_control":{"type":"ephemeral"}},{"name":"g","description":" ","input_schema":{}}]} | toolConfig | {"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{}},"strict":true}},{"cachePoint":{"type":"default"}},{"toolSpec":{"name":"g","inputSchema":{"json":{}}}}]}
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":false}} | toolConfig | {"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{}}}}],"toolChoice":{"auto":{}}}
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"any"}} | toolConfig | {"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{}}}}],"toolChoice":{"any":{}}}
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"tool","name":"f"}} | toolConfig | {"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{}}}}],"toolChoice":{"tool":{"name":"f"}}}
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"none"}} | toolConfig |
          {"messages":[{"role":"user","content":"a"},{"role":"user","content":[{"type":"text","text":"b"}]},{"role":"assistant","content":" "},{"role":"user","content":"c"},{"role":"assistant","content":"d"},{"role":"assistant","content":"e"}]} | messages | [{"role":"user","content":[{"text":"a"},{"text":"b"},{"text":"c"}]},{"role":"assistant","content":[{"text":"d"},{"text":"e"}]}]
          """)
  void members_become_members_of_converse(String members, String name, String expected)
      throws Exception {
    var converse = JSON.readTree(new SdkJsonWriter().write(with(members).converse()).toString());
    assertThat(converse.get(name)).isEqualTo(expected == null ? null : JSON.readTree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"model":null}     | field 'model' is required
          {"model":" "}      | field 'model' must not be blank
          {"max_tokens":null} | field 'max_tokens' is required
          {"max_tokens":0}   | field 'max_tokens' must be a whole number of at least 1
          {"max_tokens":1.5} | field 'max_tokens' must be a whole number of at least 1
          {"max_tokens":"5"} | field 'max_tokens' must be a whole number of at least 1
          {"max_tokens":9999999999} | field 'max_tokens' must be a whole number of at least 1
          {"temperature":1.1} | field 'temperature' must be a number from 0 to 1
          {"temperature":"1"} | field 'temperature' must be a number from 0 to 1
          {"top_p":-0.1}     | field 'top_p' must be a number from 0 to 1
          {"top_k":-1}       | field 'top_k' must be a whole number of at least 0
          {"stop_sequences":[""]} | field 'stop_sequences' must be an array of strings that are not empty
          {"stop_sequences":[1]}  | field 'stop_sequences' must be an array of strings that are not empty
          {"stop_sequences":"a"}  | field 'stop_sequences' must be an array
          {"stream":"yes"}   | field 'stream' must be true or false
          {"metadata":{"team":"x"}} | unknown field 'metadata.team'; allowed: user_id
          {"metadata":{"user_id":1}} | field 'metadata.user_id' must be a string
          {"service_tier":"priority"} | field 'service_tier' is 'priority'; allowed: auto, standard_only
          {"messages":null}  | field 'messages' must hold at least one message that is not blank
          {"messages":[{"role":"user","content":" "}]} | field 'messages' must hold at least one message that is not blank
          {"messages":[{"role":"system","content":"a"}]} | field 'messages[0].role' is 'system'; allowed: user, assistant
          {"messages":[{"role":"user"}]} | field 'messages[0].content' is required
          {"messages":[{"role":"user","content":"a","name":"b"}]} | unknown field 'messages[0].name'; allowed: role, content
          {"messages":[{"role":"user","content":[{"type":"x"}]}]} | field 'messages[0].content[0].type' is 'x'; allowed: text, image, document, search_result, tool_use, tool_result, thinking, redacted_thinking
          {"system":[{"type":"image"}]} | field 'system[0].type' is 'image'; allowed: text
          {"thinking":{}}            | field 'thinking.type' is required; allowed: enabled, disabled, adaptive
          {"thinking":{"type":"on"}} | field 'thinking.type' is 'on'; allowed: enabled, disabled, adaptive
          {"thinking":{"type":"enabled"}} | field 'thinking.budget_tokens' is required
          {"thinking":{"type":"enabled","budget_tokens":1023}} | field 'thinking.budget_tokens' must be a whole number of at least 1024
          {"thinking":{"type":"adaptive","budget_tokens":1024}} | unknown field 'thinking.budget_tokens'; allowed: type, display
          {"thinking":{"type":"adaptive","display":"all"}} | field 'thinking.display' is 'all'; allowed: summarized, omitted
          {"thinking":{"type":"disabled","display":"omitted"}} | unknown field 'thinking.display'; allowed: type
          {"tools":[{"type":"web_search_20250305","name":"web_search"}]} | field 'tools[0].type' is 'web_search_20250305'; allowed: custom
          {"tools":[{"name":"f"}]} | field 'tools[0].input_schema' is required
          {"tools":[{"name":"f","input_schema":{},"defer_loading":true}]} | unknown field 'tools[0].defer_loading'; allowed: type, name, description, input_schema, strict, cache_control
          {"tools":[{"name":"a.b","input_schema":{}}]} | field 'tools[0].name' must match [a-zA-Z0-9_-]{1,64}
          {"tool_choice":{"type":"auto"}} | field 'tool_choice' needs tools
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"some"}} | field 'tool_choice.type' is 'some'; allowed: auto, any, tool, none
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"tool"}} | field 'tool_choice.name' is required
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"any","name":"f"}} | unknown field 'tool_choice.name'; allowed: type, disable_parallel_tool_use
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true}} | field 'tool_choice.disable_parallel_tool_use' is true, which Converse cannot do
          {"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"none"},"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"4"}]}]} | field 'tool_choice' is none after messages with tool use; allowed: auto, any, tool
          """)
  void what_converse_cannot_carry_is_refused_by_its_path(String members, String message) {
    assertThatThrownBy(
            () -> {
              MessagesRequest request = with(members);
              request.delivery();
              request.converse();
            })
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"container", "mcp_servers", "context_management", "output_config", "cache_control"})
  void what_only_anthropics_servers_do_is_refused_by_name(String field) {
    assertThatThrownBy(() -> with("{\"" + field + "\":{}}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("unknown field '" + field + "'; allowed: model, messages, system");
  }

  @ParameterizedTest
  @CsvSource({"[]", "null", "7", "'\"a\"'"})
  void a_body_is_an_object(String body) throws Exception {
    var json = JSON.readTree(body);
    assertThatThrownBy(() -> new MessagesRequest(json))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("the body must be a JSON object");
  }

  @Test
  void a_strange_name_cannot_flood_or_break_the_message() {
    String name = "x\\u0000\\n\\uD83D\\uDE00" + "y".repeat(1_000);
    assertThatThrownBy(() -> with("{\"" + name + "\":1}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("unknown field 'x????yyy")
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
  }
}
